import CaseModel
import CaseRendering
import EvidenceIngest

extension Materials {
    /// The images and PDFs that the intake laid aside.
    init(_ derived: Derivation, _ folder: MaterialFolder) {
        self.init()
        for (index, ingested) in derived.ingested.enumerated() {
            let item = ingested.item
            guard MaterialFolder.keeps(item.mediaType) else { continue }
            let path = folder.file(sha256: item.sha256)
            if let pdf = ingested.pdf {
                let pages = item.records.firstNonNil { if case .pdf(let facts) = $0.record { facts.pages } else { nil } }
                files[index] = File(path: path, kind: .pdf(PDFState(pdf.state), pages: pages ?? 0, turns: pdf.turns))
            } else {
                files[index] = File(path: path, kind: .image)
            }
        }
    }
}

extension Sequence {
    fileprivate func firstNonNil<Result>(_ transform: (Element) -> Result?) -> Result? {
        for element in self { if let result = transform(element) { return result } }
        return nil
    }
}

extension Materials.PDFState {
    init(_ state: PDFContent.State) {
        switch state {
        case .sound: self = .sound
        case .repaired(let words): self = .repaired(words)
        case .unusable(let words): self = .unusable(words)
        case .notExamined(let words): self = .notExamined(words)
        case .locked: self = .locked
        }
    }
}
