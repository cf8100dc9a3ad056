import CaseModel
import Foundation
import Testing

@testable import CaseRendering

@Suite("case.json") struct CaseJSONTests {
    @Test("the sample is valid against the published schema")
    func valid() throws {
        let folder = try Rendering.folder("schema")
        let sample = try SampleCase(language: .zhHans, folder: folder)
        let schema = try Templates.embedded.file("case.schema.json")
        try Data(schema).write(to: URL(fileURLWithPath: folder + "/schema.json"))
        try Data(CaseJSON(sample.theCase).bytes()).write(to: URL(fileURLWithPath: folder + "/case.json"))
        let script = """
            import json, sys, jsonschema
            folder = sys.argv[1]
            schema = json.load(open(folder + "/schema.json"))
            jsonschema.Draft202012Validator.check_schema(schema)
            jsonschema.Draft202012Validator(schema).validate(json.load(open(folder + "/case.json")))
            """
        guard let python = validatorPython else {
            print("No Python with jsonschema found: case.json was not validated.")
            return
        }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: python)
        process.arguments = ["-c", script, folder]
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
    }

    private var validatorPython: String? {
        let candidates = Rendering.search.path.map { $0 + "/python3" } + Rendering.search.toolFolders.map { $0 + "/venv/bin/python3" }
        return candidates.first { python in
            let process = Process()
            process.executableURL = URL(fileURLWithPath: python)
            process.arguments = ["-c", "import jsonschema"]
            process.standardError = FileHandle.nullDevice
            guard FileManager.default.isExecutableFile(atPath: python), (try? process.run()) != nil else { return false }
            process.waitUntilExit()
            return process.terminationStatus == 0
        }
    }

    @Test("written in portions, the bytes are the same")
    func portions() throws {
        let sample = try SampleCase(language: .en, folder: Rendering.folder("portions"))
        var all: [UInt8] = []
        var count = 0
        CaseJSON(sample.theCase).write {
            all += $0
            count += 1
        }
        #expect(all == CaseJSON(sample.theCase).bytes())
        #expect((try? JSONSerialization.jsonObject(with: Data(all))) != nil)
    }
}
