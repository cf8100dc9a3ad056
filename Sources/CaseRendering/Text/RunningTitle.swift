extension String {
    /// For one line at the head or foot of a page: at most 90 characters.
    var shortened: String { shortened(to: 90) }

    /// At most so many characters; what is left out is said by `…`.
    func shortened(to most: Int) -> String { utf8.count > most && count > most ? prefix(most - 2) + "…" : self }
}
