package import CaseModel
private import ByteIO
import struct Foundation.Data

/// `index.html`: the whole case in one page that needs no network. Its script and style are named by their digests in
/// its own content security policy; the case stands in it as JSON, which the script only ever shows as text.
package enum Viewer {
    /// - Parameters:
    ///   - files: every payload file but the page itself, paths relative to `data/`.
    ///   - pages: exhibit number → its pages in `bundle.pdf`; empty without a bundle.
    ///   - laterFiles: payload files made after the page, whose digests it cannot know.
    package static func page(
        _ content: Case, wording: Wording, files: [(path: String, sha256: String, bytes: Int64)],
        pages: [String: ClosedRange<Int>], createdAt: Instant, laterFiles: [String] = []
    ) -> [UInt8] {
        let labels = Labels(wording, "viewer")
        var data = ViewerData(
            content: content, wording: wording, labels: labels, files: files, pages: pages, createdAt: createdAt,
            laterFiles: laterFiles)
        let json = data.bytes()
        var page: [UInt8] = []
        page.reserveCapacity(json.count + script.count + style.count + 8192)
        for piece in ViewerPage.pieces(PackageResources.viewer_html) {
            switch piece {
            case .text(let bytes): page += bytes
            case .place("language"): page += wording.language.rawValue.utf8
            case .place("policy"): page += policy.utf8
            case .place("title"): page += escaped(title(content)).utf8
            case .place("style"): page += style
            case .place("skip"), .place("noScript"): page += escaped(labels[piece.name]).utf8
            case .place("data"): appendInScript(json, to: &page)
            case .place("script"): page += script
            case .place(let name): page += "{{\(name)}}".utf8
            }
        }
        return page
    }

    /// The page's own script, in the order in which its parts build on each other.
    static let script: [UInt8] = {
        let parts = [
            PackageResources.viewer_core_js, PackageResources.viewer_list_js, PackageResources.viewer_search_js,
            PackageResources.viewer_overview_js, PackageResources.viewer_views_js, PackageResources.viewer_panel_js,
            PackageResources.viewer_digest_js, PackageResources.viewer_check_js, PackageResources.viewer_main_js,
        ]
        return Array("(() => {\n'use strict';\n".utf8) + parts.joined() + Array("})();\n".utf8)
    }()

    static let style: [UInt8] = PackageResources.viewer_look_css + PackageResources.viewer_lists_css

    /// Nothing from anywhere; of scripts and styles only the page's own.
    static let policy =
        "default-src 'none'; script-src '\(digest(script))'; style-src '\(digest(style))'; img-src data:; "
        + "base-uri 'none'; form-action 'none'"

    static func digest(_ bytes: [UInt8]) -> String {
        "sha256-" + Data(MessageDigest.digest(of: bytes, .sha256)).base64EncodedString()
    }

    private static func title(_ content: Case) -> String {
        let id = content.settings.id
        return UnseenCharacters.spelled(content.settings.title.map { "\(id) · \($0)" } ?? id)
    }

    static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// In JSON a `<` stands only inside strings; written as `\u003c` no text can end the element or open a comment.
    static func appendInScript(_ json: [UInt8], to page: inout [UInt8]) {
        var start = 0
        json.withUnsafeBufferPointer { bytes in
            for index in bytes.indices where bytes[index] == 0x3C {
                page += bytes[start..<index]
                page += "\\u003c".utf8
                start = index + 1
            }
            page += bytes[start...]
        }
    }
}

/// The page's frame, cut at its `{{name}}` places.
enum ViewerPage {
    enum Piece: Equatable {
        case text([UInt8])
        case place(String)

        var name: String {
            if case .place(let name) = self { return name }
            return ""
        }
    }

    static func pieces(_ template: [UInt8]) -> [Piece] {
        var pieces: [Piece] = []
        var rest = template[...]
        while let open = rest.firstIndex(where: { $0 == 0x7B }) {
            let after = rest.index(after: open)
            guard after < rest.endIndex, rest[after] == 0x7B, let close = rest[after...].firstIndex(of: 0x7D) else { break }
            pieces.append(.text(Array(rest[..<open])))
            pieces.append(.place(String(decoding: rest[(after + 1)..<close], as: UTF8.self)))
            rest = rest[min(close + 2, rest.endIndex)...]
        }
        pieces.append(.text(Array(rest)))
        return pieces
    }
}
