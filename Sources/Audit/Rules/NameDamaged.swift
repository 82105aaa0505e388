import SyncSemantics

extension Rule {
  /// A local group whose name lost letters to a wrong encoding.
  static let nameDamaged = Rule.name(
    "name.damaged", .damagedEncoding, severity: .error,
    summary: "Letters of a name were destroyed by a wrong encoding.",
    manual: """
      A question mark, U+FFFD or a pair of odd letters stands where the tenant has a letter outside ASCII: the name passed through a program that wrote or read it in the wrong encoding. Windows PowerShell 5.1, for one, exports CSV as ASCII unless told otherwise.

      What to do: import the names again with the right encoding.
      """,
    sources: [.powershellEncoding],
    because: "the names agree in every letter that the encoding left whole",
    remediation: "import the name again as UTF-8")
}
