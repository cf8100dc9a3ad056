import Foundation
import Testing

/// Who may use whom, what libraries may not do, and what lies where.
struct BoundaryTests {
    /// The architecture: target → what it may depend on. A new edge is a decision, made here and in the manifest.
    static let edges: [String: Set<String>] = [
        "CLibXML2": [], "CLibCrypto": [], "CLibDeflate": [], "CZlib": [], "CGMime": [], "CYajl": [], "CLinuxCalls": [],
        "CaseModel": [],
        "XMLReading": ["CaseModel", "CLibXML2"],
        "JSONReading": ["CaseModel", "CYajl"],
        "ByteIO": ["CaseModel", "CLibCrypto", "CLibDeflate", "CLinuxCalls", "CZlib"],
        "EvidenceIngest": ["CaseModel", "ByteIO", "XMLReading", "JSONReading", "Subprocess"],
        "EvidenceFormats": ["CaseModel", "EvidenceIngest", "XMLReading", "JSONReading", "CGMime"],
        "CaseAnalysis": ["CaseModel"],
        "CaseRendering": ["CaseModel", "ByteIO", "Subprocess"],
        "Dossier": ["CaseModel", "ByteIO"],
        "EvidenceArchive": ["CaseModel", "ByteIO", "JSONReading", "GRDB"],
        "CaseWorkflow": [
            "CaseModel", "ByteIO", "XMLReading", "JSONReading", "EvidenceIngest", "CaseAnalysis", "CaseRendering", "Dossier",
            "EvidenceArchive", "Yams",
        ],
        "casefile": [
            "CaseModel", "ByteIO", "EvidenceFormats", "EvidenceIngest", "CaseRendering", "CaseWorkflow", "EvidenceArchive",
            "ArgumentParser",
        ],
        "casefile-bench": ["EvidenceArchive", "ArgumentParser"],
    ]

    @Test func manifestHasTheseEdgesAndNoOthers() throws {
        let targets = try Project.targets().filter { !$0.key.hasSuffix("Tests") }
        #expect(targets.keys.sorted() == Self.edges.keys.sorted())
        for (name, allowed) in Self.edges {
            let extra = targets[name, default: []].subtracting(allowed).sorted()
            #expect(extra.isEmpty, "\(name) may not depend on \(extra)")
        }
    }

    @Test func everyTargetHasItsFolderAndTheOtherWayRound() throws {
        let names = try Project.targets().keys
        for (folder, targets) in [("Sources", names.filter { !$0.hasSuffix("Tests") }), ("Tests", names.filter { $0.hasSuffix("Tests") })] {
            let folders = try FileManager.default.contentsOfDirectory(atPath: Project.root.appending(path: folder).path)
            #expect(folders.sorted() == targets.sorted())
        }
    }

    /// Word in a library's code → why it has no place there.
    static let forbidden: [(word: String, reason: String)] = [
        (#"\bFoundationXML\b"#, "XML is read with libxml2, under limits"),
        (#"(?<![.\w])print\("#, "libraries have no terminal"),
        (#"(?<![.\w])exit\("#, "only the program ends itself"),
        (#"(?<![.\w])fatalError\("#, "evidence must not stop the program"),
        (#"\bDate\(\)"#, "the clock is an input"),
        (#"\bDate\.now\b"#, "the clock is an input"),
        (#"\bTimeZone\.(current|autoupdatingCurrent)\b"#, "the machine's zone must not show"),
        (#"\bLocale\.(current|autoupdatingCurrent)\b"#, "the machine's locale must not show"),
        (#"\bProcessInfo\b"#, "environment and host must not show"),
        (#"(?<![.\w])getenv\("#, "the environment must not show"),
        (#"\btry!"#, "evidence must not stop the program"),
    ]

    @Test func librariesKeepTheirHandsOffTheMachine() throws {
        for path in try Project.files(below: "Sources", ending: ".swift") where !path.hasPrefix("Sources/casefile") {
            for (number, line) in try Project.codeLines(path) {
                for (word, reason) in Self.forbidden where line.range(of: word, options: .regularExpression) != nil {
                    Issue.record("\(path):\(number): \(reason): \(line)")
                }
            }
        }
    }

    @Test func libraryImportsAreDeclared() throws {
        let targets = try Project.targets()
        // Part of the toolchain; which of its modules a file uses is up to the file.
        let system: Set = ["Foundation", "Glibc", "Synchronization", "Dispatch", "Testing", "FoundationEssentials"]
        for (name, dependencies) in targets where !name.hasSuffix("Tests") {
            for path in try Project.files(below: "Sources/" + name, ending: ".swift") {
                for (number, line) in try Project.codeLines(path) {
                    let pattern = /^(?:@\S+ )?(?:package |private |public |internal )?import (?:struct |class |enum |func )?(\w+)/
                    guard let module = line.firstMatch(of: pattern).map({ String($0.1) }) else { continue }
                    #expect(dependencies.contains(module) || system.contains(module), "\(path):\(number): import of \(module)")
                }
            }
        }
    }

    @Test func cModulesStayPrivate() throws {
        for path in try Project.files(below: "Sources", ending: ".swift") {
            for (number, line) in try Project.codeLines(path) where line.contains("import C") {
                guard let match = line.firstMatch(of: /^(.*)import (CLibXML2|CLibDeflate|CZlib|CGMime|CYajl|CLinuxCalls)\b/) else {
                    continue
                }
                #expect(match.1.hasPrefix("private") || match.1.hasPrefix("fileprivate"), "\(path):\(number): \(line)")
            }
        }
    }

    @Test func topLevelHoldsWhatBelongsThere() throws {
        let known: Set = [
            "Package.swift", "Sources", "Tests", "Templates", "SampleEvidence", "README.md", "LICENSE", "Scripts", ".ci",
            ".swift-format", ".gitignore",
        ]
        // Made by tools, never committed.
        let made: Set = [".git", ".build", ".tools", ".swiftpm", "Package.resolved"]
        let found = try FileManager.default.contentsOfDirectory(atPath: Project.root.path)
        #expect(Set(found).subtracting(made).subtracting(known).filter { !$0.hasPrefix(".build") }.sorted() == [])
        #expect(known.subtracting(found).sorted() == [])
    }

    @Test func noFileKnowsTheMachineItWasWrittenOn() throws {
        // Put together here, so that this file does not hold them itself.
        let places = ["work/", "root/", "home/"].map { "/" + $0 }
        for folder in ["Sources", "Tests", "Templates", "Scripts"] {
            for ending in [".swift", ".typ", ".json", ".js", ".py", ".html", ".h", "setup", "demo", "test"] {
                for path in try Project.files(below: folder, ending: ending) where !Self.isFolder(path) {
                    for (number, line) in try Project.codeLines(path) {
                        for place in places where line.contains("\"" + place) || line.contains(" " + place) {
                            Issue.record("\(path):\(number): \(line)")
                        }
                    }
                }
            }
        }
    }

    private static func isFolder(_ path: String) -> Bool {
        (try? Project.root.appending(path: path).resourceValues(forKeys: [.isDirectoryKey]).isDirectory) == true
    }

    @Test func filesStayReadable() throws {
        for path in try Project.files(below: "Sources", ending: ".swift") {
            let lines = try Project.codeLines(path).count - 1
            #expect(lines <= 400, "\(path): \(lines) lines")
        }
    }

    @Test func everyTemplateIsUsed() throws {
        let code = try Project.files(below: "Sources/CaseRendering", ending: ".swift").map(Project.text).joined()
        for path in try Project.files(below: "Templates", ending: "") where !Self.isFolder(path) && !path.contains("__pycache__") {
            let name = path.split(separator: "/").last.map(String.init) ?? path
            let member = String(name.map { $0.isLetter || $0.isNumber ? $0 : "_" })
            #expect(code.contains("PackageResources." + member), "\(path) is embedded, but nothing uses it")
        }
    }
}
