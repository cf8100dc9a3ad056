import ByteIO
import CaseModel
import Dossier
import Foundation
import SupportForTests
import Testing

@Suite struct DossierWriterTests {
    @Test func whatWasWrittenVerifies() throws {
        let scratch = try Scratch()
        let bytes = try Samples.dossier(in: scratch)
        let verification = DossierVerifier.verify(ByteSource(bytes))
        #expect(verification.problems == [])
        #expect(verification.container == .original)
        #expect(verification.contentIntact && verification.isValid && !verification.repacked)
        #expect(verification.name == "CF-1")
        #expect(verification.payload.map(\.path) == Samples.tiny.map { "data/" + $0.path })
        #expect(verification.information.contains { $0.label == "External-Identifier" && $0.value == "CF-1" })
        for (file, sample) in zip(verification.payload, Samples.tiny) {
            #expect(try file.source(temporaryFolder: scratch.bytes).bytes(limit: 1 << 20) == sample.bytes)
        }
    }

    @Test func sameInputGivesSameBytesWhateverOrderAndThreads() throws {
        let scratch = try Scratch()
        var generator = Seeded(state: 7)
        var payload = Samples.tiny
        payload.append(("noise.bin", generator.bytes(700_000)))
        payload.append(("text.txt", Array(String(repeating: "Unpaid since March. ", count: 60_000).utf8)))
        let first = try Samples.dossier(payload, in: scratch, workers: 1)
        let second = try Samples.dossier(payload.reversed(), in: scratch, workers: 5)
        #expect(first == second)
        #expect(DossierVerifier.verify(ByteSource(first)).problems == [])
    }

    @Test(arguments: ["a/../b", "/abs", "a\\b", "100%.txt", "a//b", "folder/", "", "~x", "line\nbreak"])
    func badPathsAreRefused(path: String) throws {
        let scratch = try Scratch()
        #expect(throws: ByteIOError.self) { _ = try Samples.dossier([(path, [1])], in: scratch) }
    }

    @Test func pathsThatCollideAreRefused() throws {
        let scratch = try Scratch()
        #expect(throws: ByteIOError.self) { _ = try Samples.dossier([("A.txt", [1]), ("a.TXT", [2])], in: scratch) }
        #expect(throws: ByteIOError.self) {
            _ = try Samples.dossier([("caf\u{E9}.txt", [1]), ("cafe\u{301}.txt", [2])], in: scratch)
        }
    }

    @Test(arguments: [
        ("CF-2026-0042", "CF-2026-0042"), ("Müller & Söhne", "M-ller-S-hne"), ("../../etc", "etc"), ("", "dossier"),
        ("订单", "dossier"), ("NUL", "case-NUL"), (".hidden", "hidden"), ("a/b", "a-b"),
    ])
    func namesOfFoldersAreMadeSafe(text: String, expected: String) {
        #expect(DossierWriter.safeName(text) == expected)
        #expect(DossierWriter.safeName(expected) == expected)
    }

    @Test func anEmptyPayloadIsADossierToo() throws {
        let scratch = try Scratch()
        #expect(DossierVerifier.verify(ByteSource(try Samples.dossier([], in: scratch))).problems == [])
    }

    @Test(arguments: [
        ["unzip", "-tq", "d.zip"], ["7z", "t", "d.zip"],
        ["python3", "-c", "import zipfile,sys; z=zipfile.ZipFile('d.zip'); sys.exit(1 if z.testzip() else 0)"],
    ])
    func otherZipToolsAccept(command: [String]) throws {
        let scratch = try Scratch()
        try AtomicFile.write(try Samples.dossier(in: scratch), to: Array(scratch.file("d.zip").utf8))
        guard let result = try runIfInstalled(command, in: scratch.path) else {
            print("\(command[0]) is not installed: not checked")
            return
        }
        #expect(result.status == 0, "\(result.output)")
    }

    @Test func otherBagToolsAccept() throws {
        let scratch = try Scratch()
        try AtomicFile.write(try Samples.dossier(in: scratch), to: Array(scratch.file("d.zip").utf8))
        guard try runIfInstalled(["unzip", "-q", "d.zip"], in: scratch.path)?.status == 0 else { return }
        let bag = scratch.file("CF-1")
        for command in [
            ["bagit.py", "--validate", "."], ["sha256sum", "-c", "manifest-sha256.txt"],
            ["sha512sum", "-c", "manifest-sha512.txt"], ["sha256sum", "-c", "tagmanifest-sha256.txt"],
        ] {
            guard let result = try runIfInstalled(command, in: bag) else {
                print("\(command[0]) is not installed: not checked")
                continue
            }
            #expect(result.status == 0, "\(command): \(result.output)")
        }
        let folder = try DossierVerifier.verify(at: bag)
        #expect(folder.problems == [])
        #expect(folder.container == .folder && folder.isValid)
        #expect(try DossierVerifier.verify(at: scratch.path).problems.map(\.code) == ["V-EXTRA"])
    }
}
