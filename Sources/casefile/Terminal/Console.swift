import CaseModel
import Glibc

/// Standard output and standard error. Data goes to the first, progress and messages to the second; colour and live
/// lines only where a person looks on.
struct Console: Sendable {
    let isQuiet: Bool

    /// True when standard error is a terminal.
    static let isLive = isatty(STDERR_FILENO) == 1

    /// Writes bytes to standard output. A reader that has gone away ends the program quietly.
    func output(_ bytes: [UInt8]) { Self.write(bytes, to: STDOUT_FILENO) }
    func output(_ line: String) { output(Array((line + "\n").utf8)) }

    /// A message for people.
    func message(_ line: String) {
        if !isQuiet { Self.write(Array((Self.clearing + line + "\n").utf8), to: STDERR_FILENO) }
    }

    /// An error: shown even when quiet.
    func error(_ line: String) {
        Self.write(Array((Self.clearing + "casefile: " + line + "\n").utf8), to: STDERR_FILENO)
    }

    /// What a command had to do without, each with its reason.
    func tell(unread: [String] = [], refused: [Refusal]) {
        for path in unread { message("not read completely: \(Self.safe(path))") }
        for refusal in refused { message("not taken in: \(Self.safe(refusal.path)) (\(refusal.reason))") }
    }

    /// The live line; replaced by the next one. Nothing when nobody looks on.
    func progress(_ line: String) {
        guard Self.isLive, !isQuiet else { return }
        Self.write(Array(("\r\u{1B}[2K" + line).utf8), to: STDERR_FILENO)
    }

    private static var clearing: String { isLive ? "\r\u{1B}[2K" : "" }

    private static func write(_ bytes: [UInt8], to descriptor: Int32) {
        var done = 0
        while done < bytes.count {
            let count = bytes.withUnsafeBytes {
                Glibc.write(descriptor, $0.baseAddress! + done, bytes.count - done)
            }
            if count < 0 {
                if errno == EINTR { continue }
                let code = errno
                if code == EPIPE { exit(0) }
                if descriptor == STDOUT_FILENO {
                    let words = "casefile: standard output cannot be written (\(String(cString: strerror(code)))).\n"
                    write(Array(words.utf8), to: STDERR_FILENO)
                }
                exit(1)
            }
            done += count
        }
    }

    /// Several lines made harmless; their line ends stay.
    static func safeLines(_ text: String) -> [UInt8] {
        Array(text.split(separator: "\n", omittingEmptySubsequences: false).map { safe(String($0)) }.joined(separator: "\n").utf8)
    }

    /// Text of the evidence made harmless for a terminal: control characters and those that turn the direction of
    /// writing are shown as `⟨U+XXXX⟩`.
    static func safe(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0..<0x20, 0x7F..<0xA0, 0x61C, 0x200E, 0x200F, 0x2028, 0x2029, 0x202A...0x202E, 0x2066...0x2069, 0xFEFF:
                let digits = String(scalar.value, radix: 16, uppercase: true)
                result += "⟨U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits + "⟩"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
