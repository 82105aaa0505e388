import Foundation
import TestSupport

extension HostileInput {
  /// Archives that point elsewhere, lie, are too large or locked.
  static let archives: [HostileInput] = [
    .fixture(
      .unsafePaths, "archives/unsafe-paths.tar",
      outcome: #"14 objects: they have no object identifier"#),
    .fixture(
      .unsafePaths, "archives/unsafe-paths.zip",
      outcome: #"14 objects: they have no object identifier"#),
    .fixture(
      .symbolicLinks, "archives/links.tar",
      outcome: #"""
        2 objects: they have no object identifier
        4 files: a link
        1 files: a device, pipe or socket
        """#),
    .fixture(
      .lyingSizes, "archives/states-fewer.zip",
      outcome: #"""
        INPUT!users.json: found 'ZIP uncompressed data is wrong size (read 76, expected 71)' \#
        (libarchive -20) while reading it, expected an intact archive
          copy or export it again: nothing that was read from it can be taken for complete
        """#),
    .fixture(
      .lyingSizes, "archives/states-more.zip",
      outcome: #"""
        INPUT!users.json: found 'ZIP uncompressed data is wrong size (read 76, expected 81)' \#
        (libarchive -20) while reading it, expected an intact archive
          copy or export it again: nothing that was read from it can be taken for complete
        """#),
    .fixture(
      .lyingSizes, "archives/wrong-checksum.zip",
      outcome: #"""
        INPUT!users.json: found 'ZIP bad CRC: 0xb2b8bccd should be 0x1' (libarchive -20) while \#
        reading it, expected an intact archive
          copy or export it again: nothing that was read from it can be taken for complete
        """#),
    .fixture(
      .lyingSizes, "archives/surplus.json.gz",
      outcome: #"""
        INPUT: found more bytes after the end of the compressed data, expected nothing more
          copy or export it again: nothing that was read from it can be taken for complete
        """#),
    .fixture(
      .lyingSizes, "archives/two-members-second-damaged.json.gz",
      outcome: #"""
        INPUT: found more bytes after the end of the compressed data, expected nothing more
          copy or export it again: nothing that was read from it can be taken for complete
        """#),
    .fixture(
      .expansionBombs, "archives/bomb.json.bz2",
      outcome: #"""
        INPUT: found 67174400 bytes of content in 185 bytes of file, expected no more than 2000 \#
        for each
          if you trust it, unpack it and give the folder
        """#),
    .fixture(
      .expansionBombs, "archives/bomb-in-zip.zip",
      outcome: #"""
        INPUT!bomb.json.bz2: found 67109049 bytes of content in 243 bytes of file, expected no \#
        more than 2000 for each
          if you trust it, unpack it and give the folder
        """#),
    .fixture(
      .expansionBombs, "archives/bomb-skipped.tar.bz2",
      outcome: #"""
        INPUT!zeros.bin: found 67174400 bytes of content in 399 bytes of file, expected no more \#
        than 2000 for each
          if you trust it, unpack it and give the folder
        """#),
    .fixture(
      .expansionBombs, "archives/sparse-bomb.tar",
      outcome: #"""
        INPUT: found 1 files and no export: 1 of them neither JSON nor a database nor an \#
        archive, expected a tenant export
          (formats)
        """#),
    .fixture(
      .expansionBombs, "archives/ten-thousand.tar.xz",
      outcome: #"""
        INPUT: found 10000 files and no export: 10000 of them empty, expected a tenant export
          (formats)
        """#),
    .fixture(
      .nestingBombs, "archives/four-deep.zip",
      outcome: #"""
        INPUT!level2.zip!level1.zip!level0.zip: found archives in archives more than 3 deep, \#
        expected no more than this limit
          if you trust it, unpack it and give the folder
        """#),
    .fixture(
      .nestingBombs, "archives/compressed-four-times.json.gz",
      outcome: #"""
        INPUT: found archives in archives more than 3 deep, expected no more than this limit
          if you trust it, unpack it and give the folder
        """#),
    .fixture(
      .encryptedEntries, "archives/encrypted.zip",
      outcome: #"""
        INPUT!users.json: found encrypted content, expected content that needs no password
          unpack it with its password and give the folder
        """#),
    .fixture(
      .encryptedEntries, "archives/encrypted-aes.zip",
      outcome: #"""
        INPUT!users.json: found encrypted content, expected content that needs no password
          unpack it with its password and give the folder
        """#),
    .fixture(
      .encryptedEntries, "archives/encrypted.7z",
      outcome: #"""
        INPUT!users.json: found encrypted content, expected content that needs no password
          unpack it with its password and give the folder
        """#),
    .fixture(
      .encryptedEntries, "archives/encrypted-names.7z",
      outcome: #"""
        INPUT: found encrypted content, expected content that needs no password
          unpack it with its password and give the folder
        """#),
    .fixture(
      .encryptedEntries, "archives/encrypted.mla",
      outcome: #"""
        INPUT: found a MLA archive, which is encrypted, expected zip, 7z, tar, cpio or a \#
        compressed file
          unpack it and give the folder, or pack it again as zip
        """#),
    .fixture(
      .emptyFiles, "archives/empty-file.zip",
      outcome: #"""
        INPUT: found an empty file, expected a tenant export
          the export or its download failed; make it again
        """#),
    .fixture(
      .emptyFiles, "archives/empty.zip",
      outcome: #"""
        INPUT: found no file at all, expected a tenant export
          (formats)
        """#),
    .fixture(
      .emptyFiles, "archives/empty.tar",
      outcome: #"""
        INPUT: found neither JSON nor a database nor an archive, expected a tenant export
          (formats)
        """#),
    .fixture(
      .emptyFiles, "archives/empty.json.gz",
      outcome: #"""
        INPUT: found 1 files and no export: 1 of them empty, expected a tenant export
          (formats)
        """#),
  ]

  /// Files without content, and folders with links.
  static let files: [HostileInput] = [
    .text(
      .emptyFiles, "an empty export", "users.json", "",
      outcome: #"""
        INPUT: found an empty file, expected a tenant export
          the export or its download failed; make it again
        """#),
    .text(
      .emptyFiles, "an empty database", "app.db", "",
      side: .local(mapping: "groups: SELECT 1 AS id"),
      outcome: #"""
        INPUT: found an empty file (0 bytes), expected a SQLite database
          SQLite makes such a file when a path is misspelt; check the path
        """#),
    .text(
      .emptyFiles, "an empty CSV file", "members.csv", "", side: .csv,
      outcome: #"""
        INPUT: found an empty file (0 bytes), expected a SQLite database
          SQLite makes such a file when a path is misspelt; check the path
        """#),
    folderOfLinks,
  ]

  private static let folderOfLinks = HostileInput(
    .symbolicLinks, "a folder with links",
    outcome: #"""
      4 files: a symbolic link
      the digest is that of the digests of the folder's files
      """#
  ) { folder in
    try folder.write(
      #"{"@odata.context":"https://graph.microsoft.com/v1.0/$metadata#users","value":[]}"#,
      to: "input/export/users.json")
    try folder.write("secret", to: "elsewhere/secret.json")
    let manager = FileManager.default
    for (name, target) in [
      ("outside.json", "\(folder.path)/elsewhere/secret.json"), ("loop", "."),
      ("password.json", "/etc/passwd"), ("nowhere.json", "gone.json"),
    ] {
      try manager.createSymbolicLink(
        atPath: "\(folder.path)/input/export/\(name)", withDestinationPath: target)
    }
    return "export"
  }
}
