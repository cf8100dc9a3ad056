package import CaseModel

extension CustodyRecord {
    /// `custody.json`, indented. `the` items' parts are listed for readers; re-derivation finds them again itself.
    package func json(_ theCase: Case) -> [UInt8] {
        var json = JSONWriter(indented: true)
        json.object { json in
            json.member("format", "casefile/custody")
            json.member("version", 1)
            json.member("case", caseID)
            json.member("createdAt", createdAt.iso())
            json.member(
                "agent",
                object: { json in
                    json.member("program", "casefile")
                    json.member("version", programVersion)
                })
            json.member(
                "tools",
                array: { json in
                    for tool in tools {
                        json.object { json in
                            json.member("name", tool.name)
                            json.member("version", tool.version)
                        }
                    }
                })
            write("templates", templates, &json)
            write("fonts", fonts, &json)
            json.member(
                "options",
                object: { json in
                    json.member("containerBytes", containerBytes)
                    json.member("containerMembers", containerMembers)
                    json.member("containerDepth", containerDepth)
                })
            if !numbering.isEmpty { json.member("numbering", numbering) }
            json.member("originals", array: { json in for original in originals { original.write(&json) } })
            json.member("parts", array: { json in writeParts(theCase, &json) })
            json.member("withheld", array: { json in for file in withheld { file.write(&json) } })
            json.member("refused", array: { json in for refusal in refusals { refusal.write(&json) } })
            json.member("events", array: { json in writeEvents(theCase, &json) })
        }
        json.newline()
        return json.take()
    }

    private func write(_ name: String, _ resources: [Resource], _ json: inout JSONWriter) {
        json.member(
            name,
            array: { json in
                for resource in resources {
                    json.object { json in
                        json.member("name", resource.name)
                        json.member("sha256", resource.sha256)
                    }
                }
            })
    }

    private func writeParts(_ theCase: Case, _ json: inout JSONWriter) {
        for exhibit in theCase.exhibits {
            let item = theCase.items[exhibit.item]
            guard let parent = exhibit.parent else { continue }
            json.object { json in
                json.member("exhibit", exhibit.number)
                json.member("parent", parent)
                json.member("originalName", item.path)
                json.member("originalNameBytes", item.rawPath?.hexadecimal)
                json.member("size", item.bytes)
                json.member("sha256", item.sha256)
                json.member("sha512", item.sha512)
            }
        }
    }

    /// The events of the making, in order. One clock reading, given from outside, stands for all.
    private func writeEvents(_ theCase: Case, _ json: inout JSONWriter) {
        let failed = theCase.items.filter { $0.status == .failed || $0.status == .partial }.count
        let events: [(type: String, detail: String, outcome: String)] = [
            ("ingestion", "\(originals.count) files opened once each, read and copied in one pass", "success"),
            ("message digest calculation", "SHA-256 and SHA-512 of every file and of every part", "success"),
            ("unpacking", "\(theCase.items.count - originals.count) parts taken out of containers and mails", "success"),
            ("format identification", "by signature, root element and shape; the ground stands with each exhibit", "success"),
            (
                "metadata extraction", "\(failed) items could not be read completely",
                failed == 0 ? "success" : "warning"
            ),
            ("information package creation", "BagIt 1.0 with SHA-256 and SHA-512 manifests in one zip", "success"),
        ]
        for (number, event) in events.enumerated() {
            json.object { json in
                json.member("seq", number + 1)
                json.member("eventType", event.type)
                json.member("eventDateTime", createdAt.iso())
                json.member("eventDetail", event.detail)
                json.member("eventOutcome", event.outcome)
                json.member("linkingAgent", "casefile \(programVersion)")
            }
        }
    }
}

extension CustodyRecord.Original {
    fileprivate func write(_ json: inout JSONWriter) {
        json.object { json in
            json.member("exhibit", exhibit)
            json.memberPath(path)
            json.member("size", bytes)
            json.member("sha256", sha256)
            json.member("sha512", sha512)
            json.member("file", file)
            if changedWhileReading { json.member("changedWhileReading", true) }
        }
    }
}

extension CustodyRecord.Withheld {
    fileprivate func write(_ json: inout JSONWriter) {
        json.object { json in
            json.memberPath(path)
            json.member("size", bytes)
            json.member("sha256", sha256)
            json.member("reason", reason)
        }
    }
}

extension Refusal {
    fileprivate func write(_ json: inout JSONWriter) {
        json.object { json in
            json.member("originalName", path)
            json.member("originalNameBytes", rawPath?.hexadecimal)
            json.member("reason", reason)
        }
    }
}

extension JSONWriter {
    /// A path as text, and as bytes where it is not UTF-8.
    fileprivate mutating func memberPath(_ path: [UInt8]) {
        if let text = String(validating: path, as: UTF8.self) {
            member("originalName", text)
        } else {
            member("originalName", String(decoding: path, as: UTF8.self))
            member("originalNameBytes", path.hexadecimal)
        }
    }
}
