import CaseModel
import CaseRendering
import EvidenceIngest

extension Materials {
    /// The images and PDFs that the intake laid aside.
    init(_ derived: Derivation, _ folder: MaterialFolder) {
        var files: [Int: String] = [:]
        var states: [Int: PDFState] = [:]
        for (index, ingested) in derived.ingested.enumerated() {
            let item = ingested.item
            guard MaterialFolder.keeps(item.mediaType) else { continue }
            files[index] = folder.file(sha256: item.sha256)
            if let state = ingested.pdfState { states[index] = PDFState(state) }
        }
        self.init(files: files, pdfStates: states)
    }
}

extension Materials.PDFState {
    init(_ state: PDFContent.State) {
        switch state {
        case .sound: self = .sound
        case .repaired(let words): self = .repaired(words)
        case .unusable(let words), .notExamined(let words): self = .unusable(words)
        case .locked: self = .unusable("locked by a password")
        }
    }
}
