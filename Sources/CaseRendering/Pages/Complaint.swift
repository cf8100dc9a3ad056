import Glibc

/// What programs say about a file, as it may stand on its slip sheet: no paths of this machine, the same words every time.
package enum Complaint {
    /// `names`: paths, and what stands in place of them.
    package static func words(of error: any Error, hiding names: [(path: String, shown: String)] = []) -> String {
        let text =
            switch error {
            case TypesettingError.rejected(let message, _): message
            case TypesettingError.warned(let warnings): warnings.joined(separator: "; ")
            case TypesettingError.toolFailed(let reason): reason
            case RenderingError.badDocument(let complaint): said(complaint)
            case RenderingError.missingProgram(let name): name + ": not installed"
            case RenderingError.file(_, let number): String(cString: strerror(number))
            default: "\(error)"
            }
        return names.reduce(text) { $0.replacing($1.path, with: $1.shown) }
    }

    /// What ended the work, else the warnings; without the places in the program's input: `WARNING: FILE (offset 15075): error
    /// decoding stream data …`.
    private static func said(_ complaint: String) -> String {
        let lines = complaint.split(separator: "\n").filter { !$0.hasPrefix("qpdf: operation succeeded") }
        let ends = lines.filter { !$0.hasPrefix("WARNING") }
        return (ends.isEmpty ? lines : ends).prefix(3)
            .map { line in line.ranges(of: "): ").last.map { line[$0.upperBound...] } ?? line }.joined(separator: "; ")
    }
}
