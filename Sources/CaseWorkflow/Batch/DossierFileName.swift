import ByteIO
import Dossier

/// The name of an order's dossier in the output folder of a batch: it depends on the order alone, is safe on every
/// system, and no two orders share one.
package enum DossierFileName {
    /// `PLATFORM_ID.zip` where the id consists of ASCII letters, digits, `-`, `_` and `.` and is not long; else what is
    /// left of it, and the beginning of its SHA-256. A platform's name has no `_`, so the first one divides.
    package static func name(platform: String, id: String) -> String {
        let plain = platform + "_" + id
        if DossierWriter.safeName(plain) == plain, plain.utf8.count <= 60 { return plain + ".zip" }
        let digest = FixityHasher.fixity(of: Array((platform + ":" + id).utf8), .sha256Only).sha256.prefix(16)
        return DossierWriter.safeName(plain).prefix(40) + "_" + digest + ".zip"
    }
}
