enum EvidenceFormatsPlaceholder {}
