import CaseWorkflow

extension Console {
    /// What a build tells about itself.
    func show(_ progress: BuildProgress) {
        switch progress {
        case .reading(let done, let all): self.progress("reading \(done) of \(all)")
        case .assembling: self.progress("putting the case together")
        case .typesetting: self.progress("typesetting the report and the bundle")
        case .packing: self.progress("packing and checksumming")
        case .remark(let text): message("Note: \(text).")
        }
    }
}
