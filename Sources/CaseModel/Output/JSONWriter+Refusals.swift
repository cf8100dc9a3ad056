extension JSONWriter {
    /// What was not taken in, each with its reason.
    package mutating func member(_ name: String, _ refusals: [Refusal]) {
        member(
            name,
            array: { json in
                for refusal in refusals {
                    json.object { json in
                        json.member("path", refusal.path)
                        json.member("reason", refusal.reason)
                    }
                }
            })
    }
}
