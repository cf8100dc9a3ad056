/// The version of the program, recorded in every dossier.
enum Version {
    static let text = "0.1.0"
}
