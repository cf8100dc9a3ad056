import CaseRendering

/// The outside programs of this machine.
enum Tools {
    static func renderer() -> (any DocumentRendering)? { nil }
}
