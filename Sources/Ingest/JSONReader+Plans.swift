import DirectoryModel
import JSONText

extension JSONReader {
  /// Reads the rest of one of a user's service plans as its text; nothing where a part is no text.
  mutating func readPlan() throws -> [UInt8]? {
    var plan = ServicePlan()
    var isWhole = true
    var seen = DuplicateKeys()
    while try next() == .key {
      let index = keyIndex(in: FurtherProperty.planKeys)
      try seen.note(index, at: self)
      guard index >= 0 else {
        try skipValue()
        continue
      }
      switch try next() {
      case .string:
        switch index {
        case 0: plan.id = copyText()
        case 1: plan.status = copyText()
        default: plan.service = copyText()
        }
      case .null: continue
      case .beginObject, .beginArray:
        isWhole = false
        try skipRest()
      default: isWhole = false
      }
    }
    return isWhole ? plan.text : nil
  }
}
