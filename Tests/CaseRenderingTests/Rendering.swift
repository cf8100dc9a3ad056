import CaseModel
import CaseRendering
import Foundation
import SupportForTests
import Testing

/// The sample, rendered once per language and shared by the tests.
actor Rendering {
    static let shared = Rendering()
    struct Made: Sendable {
        let documents: RenderedDocuments
        let folder: String
        let words: [String]
        let theCase: Case
    }
    private var made: [Language: Task<Made, any Error>] = [:]

    /// Nil, said aloud, where Typst is not installed.
    func made(_ language: Language) async throws -> Made? {
        guard let renderer = Self.renderer() else {
            print("No Typst found on PATH or in .tools: the rendering tests did not run.")
            return nil
        }
        if let task = made[language] { return try await task.value }
        let task = Task { try await Self.make(language, renderer) }
        made[language] = task
        return try await task.value
    }

    static var search: ToolSearch {
        let executable = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        let bundle = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }?.bundlePath ?? executable
        let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
        let here = ToolSearch(path: path, executable: bundle)
        return here.toolFolders.isEmpty ? ToolSearch(path: path, executable: #filePath) : here
    }

    static func renderer() -> DocumentRenderer? {
        guard let script = Templates.embedded.files["typst-worker.py"],
            let typesetter = search.typesetter(workerScript: script)
        else { return nil }
        return DocumentRenderer(typesetter: typesetter, tools: search)
    }

    /// Holds the folders of all rendering tests of this run; removed at its end.
    private static let root: String = {
        let path = NSTemporaryDirectory() + "/casefile-rendering-\(ProcessInfo.processInfo.processIdentifier)"
        atexit { try? FileManager.default.removeItem(atPath: Rendering.root) }
        return path
    }()

    static func folder(_ name: String) throws -> String {
        let path = root + "/" + name
        try? FileManager.default.removeItem(atPath: path)
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        return path
    }

    static func make(_ language: Language, _ renderer: DocumentRenderer, _ name: String = "") async throws -> Made {
        let folder = try folder(language.rawValue + name)
        let sample = try SampleCase(language: language, folder: folder + "/originals")
        let documents = try await renderer.render(
            sample.theCase, caseJSON: CaseJSON(sample.theCase).bytes(), createdAt: SampleCase.createdAt,
            materials: sample.materials, into: folder)
        await renderer.finish()
        return Made(documents: documents, folder: folder, words: sample.words, theCase: sample.theCase)
    }
}

/// Runs a program and gives what it printed.
func run(_ program: String, _ arguments: [String]) throws -> (status: Int32, output: Data) {
    let ran = try SupportForTests.run([program] + arguments, joinsErrors: false)
    return (ran.status, ran.bytes)
}

func text(_ pdf: String, page: Int? = nil, extra: [String] = []) throws -> String {
    let pages = page.map { ["-f", String($0), "-l", String($0)] } ?? []
    return String(decoding: try run("pdftotext", pages + extra + [pdf, "-"]).output, as: UTF8.self)
}

extension String {
    /// Without white space and marks that only steer how text runs.
    var squeezed: String {
        String(
            String.UnicodeScalarView(
                unicodeScalars.filter {
                    !$0.properties.isWhitespace && !(0x2066...0x2069).contains($0.value) && !(0x202A...0x202E).contains($0.value)
                        && !(0x200E...0x200F).contains($0.value)
                }))
    }
}
