import CaseModel
import Testing

@testable import CaseWorkflow

/// What `case.yaml` may say, and what is said about the rest.
@Suite struct SettingsTests {
    private func read(_ yaml: String) throws -> CaseSettings {
        try CaseYAML.read(Array(yaml.utf8), path: "case.yaml", fallbackID: "fallback")
    }

    @Test(arguments: [
        ("exhibits:\n  - {file: a.txt, privileged: true}\n  - {file: b.txt}\n  - {file: a.txt, title: Letter}\n", 4, "a second time"),
        ("title: x\ntimezone: CST\n", 2, "Asia/Shanghai"),
        ("timezone: BST\n", 1, "no zone name"), ("timezone: GMT+8\n", 1, "no zone name"), ("timezone: PRC\n", 1, "no zone name"),
        ("timezone: asia/shanghai\n", 1, "no zone name"),
        ("title: x\ncase: CON\n", 2, "case-CON"), ("case: -rf\n", 1, "like rf"), ("case: A.\n", 1, "like A."), ("case: a b\n", 1, "a-b"),
        ("case: é\n", 1, "without accents"),
        ("claim:\n  principal: {amount: \"1\", currency: RMB}\n", 2, "write CNY"),
        ("claim:\n  principal:\n    amount: \"1\"\n    currency: ZZZ\n", 4, "ISO 4217"),
        ("claim: {principal: {amount: \"1\", currency: usd}}\n", 1, "write USD"),
        ("claim: {principal: {amount: \"1\", currency: XAU}}\n", 1, "ISO 4217"),
        ("claim: {principal: {amount: \"1.240\", currency: EUR}}\n", 1, "have 2 decimals"),
        ("claim: {principal: {amount: \"1.5\", currency: JPY}}\n", 1, "have no decimals"),
        ("claim: {principal: {amount: 1}}\n", 1, "must look like"),
        ("claimant: {name: A}\ntitle: x\nclaimant: {name: B}\n", 1, "`claimant` stands here and once more"),
    ])
    func isRefusedWithItsLine(yaml: String, line: Int, words: String) {
        let error = #expect(throws: WorkflowError.self) { try read(yaml) }
        guard case .settings("case.yaml", let found, let reason)? = error else { return }
        #expect(found == line)
        #expect(reason.contains(words), "\(reason)")
    }

    @Test(arguments: ["-5", "0", "0.00", "+5", "1e3", "1,240.00", "5.", ".5", "1 000", "1.2.3", "five"])
    func isNoAmount(amount: String) {
        #expect(throws: WorkflowError.self) { try read("claim: {principal: {amount: \"\(amount)\", currency: USD}}\n") }
    }

    @Test(arguments: [("1240", "USD"), ("1240.5", "EUR"), ("1240.00", "CNY"), ("1500", "JPY"), ("1.240", "BHD"), ("0.01", "GBP")])
    func isAnAmount(amount: String, currency: String) throws {
        let principal = try #require(try read("claim: {principal: {amount: \"\(amount)\", currency: \(currency)}}\n").claim.principal)
        #expect(principal.currency == currency && principal.text == amount)
    }

    @Test(arguments: ["Asia/Shanghai", "Europe/Kyiv", "America/Argentina/Buenos_Aires", "Etc/GMT+8", "US/Pacific", "UTC", "GMT"])
    func isAZone(name: String) throws {
        #expect(try read("timezone: \(name)\n").timeZone == name)
        #expect(InitOperation.isZone(name))
    }

    @Test func aByteOrderMarkIsNoPartOfTheSettings() throws {
        #expect(try read("\u{FEFF}title: x\ncase: CF-1.2_b\n").id == "CF-1.2_b")
    }

    @Test func aFileThatIsTooLargeIsSaidToBe() {
        let error = #expect(throws: WorkflowError.self) { try read(String(repeating: "#", count: 1 << 20) + "\n") }
        #expect(error?.description.contains("case.yaml: is larger than 1 MB") == true)
    }

    @Test(arguments: [("JPY", 0), ("USD", 2), ("KWD", 3), ("CLF", 4), ("XXX", nil), ("usd", nil), ("", nil)] as [(String, Int?)])
    func currenciesHaveTheirDecimals(code: String, units: Int?) { #expect(Money.minorUnits(of: code) == units) }
}
