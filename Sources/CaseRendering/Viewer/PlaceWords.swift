import CaseModel

extension CitationText {
    /// What a reader can follow in the original, fit for places without elements; empty for the exhibit as a whole.
    func shownPlace(_ locator: Locator) -> String { place(locator).map(UnseenCharacters.spelled) ?? "" }

    /// The exact place, where the words for readers leave something out.
    func detail(_ locator: Locator) -> String? {
        if case .xml(let path, _) = locator { return path }
        return nil
    }
}
