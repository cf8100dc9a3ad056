import Foundation
import Testing

/// Nothing vanishes on its way into a dossier, whatever a folder holds.
@Suite struct IntakeTests {
    /// What a program made of a folder; children and refusals by their full path.
    private struct Account {
        let line: JSON
        let json: JSON

        init(_ built: Program.Outcome, _ zip: URL, in folder: URL) async throws {
            line = try #require(built.lines.last, "\(built.messages)")
            let unpacked = folder.appending(path: "unpacked")
            try FileManager.default.createDirectory(at: unpacked, withIntermediateDirectories: true)
            json = try Dossier.json(try await Dossier.unpack(zip, below: unpacked))
        }

        var exhibits: [JSON] { json["exhibits"] as? [JSON] ?? [] }
        var refused: [String: String] {
            Dictionary((line["refused"] as? [[String: String]] ?? []).map { ($0["path"] ?? "", $0["reason"] ?? "") }) { first, _ in first }
        }
        var paths: Set<String> { Set(exhibits.compactMap { $0["path"] as? String }) }
        var adds: Bool {
            let (items, files, children) = (line["items"] as? Int, line["exhibits"] as? Int ?? -1, line["children"] as? Int ?? -1)
            let listed = (line["refused"] as? [Any])?.count ?? -1
            return items == files + children + listed && exhibits.count == files + children
                && exhibits.filter { $0["parent"] == nil }.count == files && (json["refusals"] as? [Any])?.count == listed
        }
    }

    @Test(arguments: Sample.allCases)
    func itemsAreExhibitsChildrenAndRefusals(sample: Sample) async throws {
        let dossier = try await Dossiers.of(sample)
        try await Program.inFolder { folder in
            let account = try await Account(dossier.build, dossier.zip, in: folder)
            #expect(account.adds)
            let files = try FileManager.default.subpathsOfDirectory(atPath: sample.folder).filter {
                let type = try FileManager.default.attributesOfItem(atPath: sample.folder + "/" + $0)[.type] as? FileAttributeType
                return type == .typeRegular && $0 != "case.yaml"
            }
            #expect(files.count > 5 && account.line["exhibits"] as? Int == files.count)
            #expect(account.paths.isSuperset(of: files))
            // Every member of a zip that can be opened is there as a part of it.
            for zip in files where zip.hasSuffix(".zip") && !zip.hasSuffix("locked.zip") {
                let names = try await Program.tool("python3", "-m", "zipfile", "-l", sample.folder + "/" + zip).output
                for name in names.split(separator: "\n").dropFirst().compactMap({ $0.split(separator: "  ").first }) {
                    #expect(account.paths.contains("\(zip)!/\(name.trimmingCharacters(in: .whitespaces))"))
                }
            }
        }
    }

    /// Makes files that no honest sender makes.
    private static let nastyFolder = """
        import io, os, socket, stat, sys, zipfile, gzip
        os.chdir(sys.argv[1])
        os.mkdir("evidence"); os.chdir("evidence")
        open("note.txt", "w").write("we shipped it\\n")
        os.symlink("/etc/passwd", "link.txt"); os.symlink("note.txt", "inside.txt"); os.symlink("..", "up"); os.symlink("gone", "dangling")
        os.mkfifo("pipe.txt"); socket.socket(socket.AF_UNIX).bind("socket")
        def pack(members):
            memory = io.BytesIO()
            with zipfile.ZipFile(memory, "w") as z:
                for name, content in members:
                    info = zipfile.ZipInfo(name) if isinstance(name, str) else name
                    z.writestr(info, content)
            return memory.getvalue()
        link = zipfile.ZipInfo("link"); link.external_attr = (stat.S_IFLNK | 0o777) << 16; link.create_system = 3
        pipe = zipfile.ZipInfo("fifo"); pipe.external_attr = (stat.S_IFIFO | 0o644) << 16; pipe.create_system = 3
        unsafe = [("../up.txt", b"1"), ("/root.txt", b"2"), ("C:\\\\x.txt", b"3"), ("a/../../b.txt", b"4"), ("good/fine.txt", b"5"), (link, b"/etc/passwd"), (pipe, b"")]
        open("unsafe.zip", "wb").write(pack(unsafe))
        nested = pack([("deepest.txt", b"too deep")])
        for level in range(5, 0, -1): nested = pack([(f"level{level}.zip", nested), (f"beside{level}.txt", str(level).encode())])
        open("nested.zip", "wb").write(nested)
        open("bomb.zip", "wb").write(b"")
        with zipfile.ZipFile("bomb.zip", "w", zipfile.ZIP_DEFLATED) as z: z.writestr("zeros.bin", bytes(20_000_000)); z.writestr("small.txt", b"s")
        locked = bytearray(pack([("secret.txt", b"x" * 40)]))
        for signature, place in ((b"PK\\x03\\x04", 6), (b"PK\\x01\\x02", 8)): locked[locked.index(signature) + place] |= 1
        open("locked.zip", "wb").write(locked)
        open("cut.zip", "wb").write(pack([("whole.txt", b"w" * 400)])[:200])
        open("log.txt.gz", "wb").write(gzip.compress(b"14 cartons\\n", mtime=0))
        open("empty", "wb").close()
        """

    @Test func nothingVanishesFromANastyFolder() async throws {
        try await Program.inFolder { folder in
            let made = try await Program.tool("python3", "-c", Self.nastyFolder, folder.path)
            try #require(made.status == 0, "\(made.messages)")
            let zip = folder.appending(path: "out.zip")
            let built = try await Program.run(
                "build", folder.path + "/evidence", "--no-pdf", "--json", "-o", zip.path, "--created-at", Dossier.time)
            #expect(built.status == 3, "\(built.messages)")
            let account = try await Account(built, zip, in: folder)
            #expect(account.adds)
            let kept = ["note.txt", "unsafe.zip", "nested.zip", "bomb.zip", "locked.zip", "cut.zip", "log.txt.gz", "empty"]
            #expect(account.paths.isSuperset(of: kept))
            #expect(account.paths.isSuperset(of: ["unsafe.zip!/good/fine.txt", "bomb.zip!/small.txt", "nested.zip!/beside1.txt"]))
            let links = ["link.txt", "inside.txt", "up", "dangling"]
            for path in links { #expect(account.refused[path] == "symbolic link") }
            for path in ["pipe.txt", "socket"] { #expect(account.refused[path] != nil) }
            // Each member of a zip, also of an encrypted or exploding one, is a part or a refusal.
            func met(_ zip: String, _ members: Int) {
                let inside = account.paths.union(account.refused.keys).filter {
                    $0.hasPrefix(zip + "!/") && !$0.dropFirst(zip.count + 2).contains("!/")
                }
                #expect(inside.count == members, "\(zip): \(inside)")
            }
            met("unsafe.zip", 7)
            met("bomb.zip", 2)
            met("locked.zip", 1)
            #expect(account.refused.keys.filter { $0.hasPrefix("unsafe.zip!/") }.count == 6)
            // Deeper than three zips nothing is opened: the fourth is kept whole, and said not to be read.
            #expect((account.line["unread"] as? [String])?.contains("nested.zip!/level1.zip!/level2.zip!/level3.zip") == true)
            #expect(!account.paths.contains { $0.contains("passwd") })
            let verified = try await Program.run("verify", "--rederive", zip.path)
            #expect(verified.status == 0, "\(verified.output)")
        }
    }

    /// A folder unpacked from a Chinese zip: names in GBK, which are no UTF-8.
    @Test func namesInGBKAreOpenedKeptAndShown() async throws {
        let raw: [UInt8] = [0xB7, 0xA2, 0xBB, 0xF5, 0xB5, 0xA5, 0x2E, 0x74, 0x78, 0x74]
        let hexadecimal = "b7a2bbf5b5a52e747874"
        try await Program.inFolder { folder in
            let source = folder.appending(path: "evidence")
            try FileManager.default.createDirectory(at: source, withIntermediateDirectories: true)
            let file = open(
                Array((source.path + "/").utf8CString.dropLast()) + raw.map { CChar(bitPattern: $0) } + [0], O_CREAT | O_WRONLY, 0o644)
            try #require(file >= 0)
            #expect(write(file, "14 箱已发货", 15) == 15)
            close(file)
            let inspected = try await Program.run("inspect", "--json", source.path)
            #expect(inspected.status == 0, "\(inspected.messages)")
            #expect(inspected.lines.first?["path"] as? String == source.path + "/发货单.txt")

            let zip = folder.appending(path: "out.zip")
            let built = try await Program.run("build", source.path, "--json", "-o", zip.path, "--created-at", Dossier.time)
            #expect(built.status == 0, "\(built.messages)")
            let unpacked = folder.appending(path: "unpacked")
            try FileManager.default.createDirectory(at: unpacked, withIntermediateDirectories: true)
            let bag = try await Dossier.unpack(zip, below: unpacked)
            let exhibit = try #require((try Dossier.json(bag)["exhibits"] as? [JSON])?.first)
            #expect(exhibit["path"] as? String == "发货单.txt")
            #expect(exhibit["rawPath"] as? String == hexadecimal)
            let stored = bag.appending(path: "data/" + (try #require(exhibit["file"] as? String)))
            #expect(try String(contentsOf: stored, encoding: .utf8) == "14 箱已发货")
            let custody = try String(contentsOf: bag.appending(path: "data/custody.json"), encoding: .utf8)
            #expect(custody.contains(hexadecimal))
            let bundle = try await Program.tool("pdftotext", bag.path + "/data/bundle.pdf", "-")
            #expect(bundle.output.contains("发货单.txt"))
            let verified = try await Program.run("verify", "--rederive", "--json", zip.path)
            #expect(verified.status == 0 && verified.lines.first?["rederivation"] as? String == "same", "\(verified.output)")
        }
    }

    /// A mail is read although the picture it carries ends too early; the picture is not. Both are said where they belong.
    @Test func aBrokenAttachmentIsNotTheMailsFault() async throws {
        try await Program.inFolder { folder in
            let mail = folder.appending(path: "offer.eml")
            // The header of a picture 4 × 4, and a chunk that claims 12,805 bytes and has three.
            let picture: [UInt8] =
                [0x89] + Array("PNG\r\n\u{1A}\n".utf8) + [0, 0, 0, 13] + Array("IHDR".utf8) + [
                    0, 0, 0, 4, 0, 0, 0, 4, 8, 2, 0, 0, 0, 1, 2, 3, 4,
                ]
                + [0, 0, 0x32, 0x05] + Array("iTXtXML".utf8)
            try Data(
                """
                From: Ana <ana@example.com>
                To: Ben <ben@example.com>
                Date: Mon, 2 Mar 2026 10:00:00 +0000
                Subject: the box
                MIME-Version: 1.0
                Content-Type: multipart/mixed; boundary=b

                --b
                Content-Type: text/plain

                See the picture.
                --b
                Content-Type: image/png; name=box.png
                Content-Transfer-Encoding: base64
                Content-Disposition: attachment; filename=box.png

                \(Data(picture).base64EncodedString())
                --b--

                """.utf8
            ).write(to: mail)
            let inspected = try await Program.run("inspect", "--json", mail.path)
            #expect(inspected.status == 3)
            let items = inspected.lines.filter { $0["type"] as? String == "item" }
            #expect(items.map { $0["status"] as? String } == ["read", "partial"])
            #expect((items.first?["diagnostics"] as? [Any])?.isEmpty == true)
            let codes = (items.last?["diagnostics"] as? [JSON] ?? []).map { $0["code"] as? String }
            #expect(codes == ["CF-IMAGE-TRUNCATED"])
        }
    }
}
