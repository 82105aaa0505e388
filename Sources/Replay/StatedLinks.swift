import DirectoryModel
package import Ingest
package import SyncSemantics

extension LocalSnapshot {
  /// The links that a database states, as somebody would write them down.
  package var statedLinks: [Link] {
    links.map { link in
      let name = directory.names.string(link.tenantText)
      return Link(
        tenantGroup: link.tenantGroup == .none ? .name(name) : .objectID(link.tenantGroup),
        localGroup: .key(directory.keyText(link.localGroup)),
        direction: link.direction.flatMap(Link.Direction.init(rawValue:)),
        place: directory.text(of: link.place))
    }
  }
}
