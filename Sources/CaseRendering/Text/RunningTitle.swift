extension String {
    /// For one line at the head or foot of a page: at most 90 characters.
    var shortened: String { count > 90 ? prefix(88) + "…" : self }
}
