private import CLibCrypto

/// One digest over bytes as they come, by OpenSSL's libcrypto: it has code for more processors than others (SHA-512 runs
/// half as fast again as in BoringSSL where that knows no vectors). One owner at a time.
package final class MessageDigest: @unchecked Sendable {  // one thread at a time: see `Digester.update` and `FixityHasher.steps`
    private let context: OpaquePointer?

    package init(_ algorithm: DigestAlgorithm) {
        context = EVP_MD_CTX_new()
        let isReady = EVP_DigestInit_ex2(context, Self.implementation(of: algorithm), nil) == 1
        precondition(isReady, "libcrypto has no \(algorithm.rawValue)")
    }

    deinit { EVP_MD_CTX_free(context) }

    /// Takes the next bytes; an empty buffer changes nothing.
    package func update(_ buffer: UnsafeRawBufferPointer) {
        precondition(EVP_DigestUpdate(context, buffer.baseAddress, buffer.count) == 1, "libcrypto cannot go on")
    }

    /// The digest of everything taken so far; more may be taken afterwards.
    package func finalize() -> [UInt8] {
        let copy = EVP_MD_CTX_new()
        defer { EVP_MD_CTX_free(copy) }
        var digest = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
        var count: UInt32 = 0
        let isDone = EVP_MD_CTX_copy_ex(copy, context) == 1 && EVP_DigestFinal_ex(copy, &digest, &count) == 1
        precondition(isDone, "libcrypto cannot end")
        return Array(digest.prefix(Int(count)))
    }

    package static func digest(of bytes: [UInt8], _ algorithm: DigestAlgorithm) -> [UInt8] {
        let digest = MessageDigest(algorithm)
        bytes.withUnsafeBytes { digest.update($0) }
        return digest.finalize()
    }

    /// Looked up once; what is looked up never changes and may be used by all threads.
    private nonisolated(unsafe) static let implementations: [DigestAlgorithm: OpaquePointer] = {
        let names: [DigestAlgorithm: String] = [.md5: "MD5", .sha1: "SHA1", .sha256: "SHA256", .sha512: "SHA512"]
        // Old archives have MD5, also on machines that allow it for nothing else: fixity is no secret.
        return names.compactMapValues { EVP_MD_fetch(nil, $0, "-fips") }
    }()

    private static func implementation(of algorithm: DigestAlgorithm) -> OpaquePointer? { implementations[algorithm] }
}
