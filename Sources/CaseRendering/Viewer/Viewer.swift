package import CaseModel
import Crypto
import Foundation

/// `index.html`: the case in one file that needs no network. The script reads the embedded data; the policy in the page
/// lets nothing else run (standards/security.md R1).
package enum Viewer {
    /// `files`: path below `data/`, SHA-256 and size of everything in the dossier but this page. `pages`: exhibit number →
    /// pages of the bundle.
    package static func page(
        _ theCase: Case, wording: Wording, files: [(path: String, sha256: String, bytes: Int64)],
        pages: [String: ClosedRange<Int>], createdAt: Instant
    ) -> [UInt8] {
        let model = ViewerModel(theCase, wording: wording, files: files, pages: pages, createdAt: createdAt)
        let script = join([
            PackageResources.viewer_core_js, PackageResources.viewer_list_js, PackageResources.viewer_digest_js,
            PackageResources.viewer_search_js, PackageResources.viewer_panel_js, PackageResources.viewer_overview_js,
            PackageResources.viewer_views_js, PackageResources.viewer_check_js, PackageResources.viewer_main_js,
        ])
        let style = join([PackageResources.viewer_look_css, PackageResources.viewer_lists_css])
        let policy = [
            "default-src 'none'", "script-src '\(digest(script))'", "style-src '\(digest(style))'", "img-src data:",
            "base-uri 'none'", "form-action 'none'",
        ].joined(separator: "; ")
        let title = theCase.settings.title ?? theCase.settings.id
        return fill([
            "language": Array(wording.language.rawValue.utf8), "policy": Array(policy.utf8),
            "title": Array(escaped("\(theCase.settings.id) · \(title)").utf8), "style": style,
            "skip": Array(escaped(wording.label("viewer", "skip")).utf8),
            "noScript": Array(escaped(wording.label("viewer", "noScript")).utf8), "data": safeInPage(model.json()),
            "script": script,
        ])
    }

    private static func join(_ parts: [[UInt8]]) -> [UInt8] { Array(parts.joined(separator: [0x0A])) }

    private static func digest(_ bytes: [UInt8]) -> String {
        "sha256-" + Data(SHA256.hash(data: bytes)).base64EncodedString()
    }

    /// The template's `{{name}}` places; the template is ours, and what is filled in is not looked at again.
    private static func fill(_ values: [String: [UInt8]]) -> [UInt8] {
        var page: [UInt8] = []
        for piece in String(decoding: PackageResources.viewer_html, as: UTF8.self).split(separator: "{{", omittingEmptySubsequences: false) {
            guard let end = piece.ranges(of: "}}").first else {
                page += Array(piece.utf8)
                continue
            }
            page += values[String(piece[..<end.lowerBound])] ?? []
            page += Array(piece[end.upperBound...].utf8)
        }
        return page
    }

    /// `<` only stands inside strings of the JSON, where an escape means the same; so no text can end the element.
    private static func safeInPage(_ json: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(json.count + 1024)
        let escape = Array("\\u003c".utf8)
        for byte in json { if byte == 0x3C { result += escape } else { result.append(byte) } }
        return result
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;").replacing("\"", with: "&quot;")
    }
}
