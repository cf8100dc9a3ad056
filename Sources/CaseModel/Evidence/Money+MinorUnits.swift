extension Money {
    /// Decimals of a currency's amounts: the minor units of ISO 4217, list one, as of January 2026, and of the codes that left
    /// it since 2023 (ANG, BGN, HRK, SLL, ZWL), in which older claims stand. Nil for other codes, and for those without minor
    /// units (gold, tests, no currency).
    package static func minorUnits(of code: String) -> Int? { unitsByCode[code] }

    private static let unitsByCode: [String: Int] = {
        var units: [String: Int] = [:]
        for (digits, codes) in codesByUnits { for code in codes.split(whereSeparator: \.isWhitespace) { units[String(code)] = digits } }
        return units
    }()

    private static let codesByUnits: [(digits: Int, codes: String)] = [
        (0, "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"),
        (
            2,
            """
            AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW CNY
            COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HRK HTG HUF IDR ILS INR
            IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN
            NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SLL SOS SRD SSP STN SVC SYP SZL
            THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG ZWL
            """
        ),
        (3, "BHD IQD JOD KWD LYD OMR TND"),
        (4, "CLF UYW"),
    ]
}
