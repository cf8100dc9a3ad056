package import EvidenceIngest

/// Every format casefile reads. Adding one is a file in its family's folder and a line here.
package enum BuiltinFormats {
    package static let all: [any Ingestor] = [
        UBL(),
        AliExpressOrder(),
        WhatsAppText(),
        UPSTrackXML(),
        USPSTrackXML(),
        TelegramJSON(),
        SMSBackupXML(),
        Email(),
        ImageReader(),
        PDFReader(),
        TextReader(),
    ]
}
