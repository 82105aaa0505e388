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
}
