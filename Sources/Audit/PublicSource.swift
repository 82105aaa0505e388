/// A public document that says what a rule checks or what it imitates.
package struct PublicSource: Sendable, Equatable, CustomStringConvertible {
  /// As the page calls itself.
  package let title: String
  /// Absolute, beginning with `https://`.
  package let address: String

  package init(_ title: String, _ address: String) { (self.title, self.address) = (title, address) }

  /// As a page of the manual ends with it: `"Add members", https://learn.microsoft.com/…`.
  package var description: String { "\"\(title)\", \(address)" }
}
