private import CSystem

extension TemporaryFolder {
  /// Makes a symbolic link in this folder, so that tests can show what is not followed.
  package func link(_ name: String, to target: String) throws(FileError) {
    let result = unsafe PathBytes(target).withPointer { to in
      unsafe PathBytes(path(of: name)).withPointer { unsafe csystem_make_link(to, $0) }
    }
    if result < 0 {
      throw FileError(path: path(of: name), operation: .makeLink, result: Int(result))
    }
  }

  /// Makes a named pipe in this folder, so that tests can show what is not read.
  package func pipe(_ name: String) throws(FileError) {
    let result = unsafe PathBytes(path(of: name)).withPointer {
      unsafe csystem_make_pipe_file($0, 0o600)
    }
    if result < 0 {
      throw FileError(path: path(of: name), operation: .makePipe, result: Int(result))
    }
  }

  /// Sets the permission bits of something in this folder.
  package func setPermissions(_ permissions: UInt32, of name: String) throws(FileError) {
    let result = unsafe PathBytes(path(of: name)).withPointer {
      unsafe csystem_change_mode($0, permissions)
    }
    if result < 0 {
      throw FileError(path: path(of: name), operation: .changeMode, result: Int(result))
    }
  }
  /// Renames something in this folder to a name that need not be UTF-8.
  package func rename(_ name: String, toBytes bytes: [UInt8]) throws(FileError) {
    let target = PathBytes(path).appending(bytes)
    let result = unsafe PathBytes(path(of: name)).withPointer { from in
      unsafe target.withPointer { unsafe csystem_rename(from, $0) }
    }
    if result < 0 { throw FileError(path: target.text, operation: .rename, result: Int(result)) }
  }
}
