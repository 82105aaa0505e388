import DirectoryModel
import JSONText
import SQLite

extension ROADreconReader {
  /// Reads a column that only rules and comparisons look at; NULL says nothing.
  func readFurther(
    _ rows: borrowing Rows, _ index: Int, _ column: ROADreconColumn, _ object: inout GraphObject,
    _ builder: inout DirectoryBuilder
  ) {
    switch (column.form, rows.storageClass(index)) {
    case (_, .null): return
    case (.flag, .integer):
      switch rows.integer(index) {
      case 0: keep(column.key, "false", &object, &builder)
      case 1: keep(column.key, "true", &object, &builder)
      default: leaveOut(column, "they are neither 0 nor 1", &object, &builder)
      }
    case (.text, .text):
      let name = rows.withBytes(index) { builder.names.intern($0) }
      object.attributes.append((column.key, name))
    case (.texts, .text), (.firstText, .text), (.extensions, .text),
      (.plans, .text):
      readJSON(rows.bytes(index) ?? [], column, &object, &builder)
    default: leaveOut(column, "they are of another type", &object, &builder)
    }
  }

  /// A list or an object as JSON; what Azure AD Graph has as one text stands there without quotes.
  private func readJSON(
    _ bytes: [UInt8], _ column: ROADreconColumn, _ object: inout GraphObject,
    _ builder: inout DirectoryBuilder
  ) {
    guard let first = bytes.first else { return }
    if column.form == .texts || column.form == .firstText, first != UInt8(ascii: "[") {
      object.attributes.append((column.key, builder.names.intern(bytes)))
      return
    }
    switch (column.form, Self.parsed(bytes)) {
    case (.extensions, .success(let value)) where value.members != nil:
      for number in 1...15 {
        guard let text = value["extensionAttribute\(number)"]?.text else { continue }
        keep(.extensionAttribute(number), text, &object, &builder)
      }
    case (.texts, .success(.array(let elements))):
      for text in elements.compactMap(\.text) { keep(column.key, text, &object, &builder) }
    case (.firstText, .success(.array(let elements))):
      if let text = elements.first?.text { keep(column.key, text, &object, &builder) }
    case (.plans, .success(.array(let elements))):
      for text in elements.compactMap(Self.plan) {
        object.attributes.append((column.key, builder.names.intern(text)))
      }
    default:
      leaveOut(
        column, column.form == .extensions ? "they are no JSON object" : "they are no JSON list",
        &object, &builder)
    }
  }

  private static func plan(_ value: JSONValue) -> [UInt8]? {
    guard value.members != nil else { return nil }
    var plan = ServicePlan()
    plan.id = Array((value["servicePlanId"]?.text ?? "").utf8)
    plan.status = Array((value["capabilityStatus"]?.text ?? "").utf8)
    plan.service = Array((value["service"]?.text ?? "").utf8)
    return plan.text
  }

  private func keep(
    _ key: AttributeKey, _ text: String, _ object: inout GraphObject,
    _ builder: inout DirectoryBuilder
  ) {
    object.attributes.append((key, builder.names.intern(text)))
  }

  private func leaveOut(
    _ column: ROADreconColumn, _ reason: String, _ object: inout GraphObject,
    _ builder: inout DirectoryBuilder
  ) {
    object.unread.formUnion(
      column.form == .extensions ? FurtherProperty.extensionSet : column.key.asSet)
    leaveOut("values of '\(column.column)'", reason, object.place, &builder)
  }
}
