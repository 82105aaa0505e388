import Synchronization

/// A value on its way to another thread, which is then its only owner and may change it in place.
package final class Handover<Value: Sendable>: Sendable {
  private let value: Mutex<Value?>

  package init(_ value: Value) { self.value = Mutex(value) }

  /// The value, which can be taken once.
  package func take() -> Value {
    guard let value = value.withLock({ $0.take() }) else {
      preconditionFailure("the value was taken")
    }
    return value
  }
}
