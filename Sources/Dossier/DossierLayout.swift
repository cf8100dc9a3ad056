/// Names of the files in a dossier that describe the others (DESIGN §6). Paths are relative to the bag's folder.
package enum DossierLayout {
    package static let declaration = "bagit.txt"
    package static let information = "bag-info.txt"
    package static let fetch = "fetch.txt"
    package static let payloadFolder = "data/"
    package static let manifest256 = "manifest-sha256.txt"
    package static let manifest512 = "manifest-sha512.txt"
    package static let tagManifest = "tagmanifest-sha256.txt"
    /// How each member stands in the zip; see `ContainerList`.
    package static let containerList = "container-sha256.txt"

    /// What `bagit.txt` consists of (RFC 8493 §2.1.1).
    static let declarationText = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"

    /// Members the container list cannot name: itself, and the tag manifest, which holds its digest. Both are stored,
    /// never deflated: then the digest of the one and the canonical form of the other leave no bit unaccounted for.
    static let unlisted: Set<String> = [containerList, tagManifest]
}
