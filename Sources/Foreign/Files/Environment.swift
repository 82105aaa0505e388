private import CSystem

/// What the process was started with, apart from its arguments.
package enum Environment {
  /// Returns the value of an environment variable, `nil` when it is not set.
  package static func value(of name: String) -> String? {
    unsafe PathBytes(name).withPointer { key in
      guard let value = unsafe csystem_environment(key) else { return nil }
      return unsafe String(decoding: bytes(of: value), as: UTF8.self)
    }
  }

  /// Sets the character type of the process to UTF-8, whatever the environment says.
  ///
  /// C libraries lose names that are not ASCII in the C locale. Call it once, before any thread
  /// starts; returns false when the system has no `C.UTF-8`.
  package static func setLocaleUTF8() -> Bool { csystem_use_utf8() == 1 }

  /// True when permissions do not hold the process back, as tests of refusals must know.
  package static var isSuperuser: Bool { csystem_is_superuser() == 1 }
}
