enum EvidenceIngestPlaceholder {}
