import Foundation
import Groundwork

/// How the server is reached, and whether it has accounts.
public struct AccessSettings: Sendable {
  /// The security profile; `nil`: no accounts, one person at this machine.
  public var profile: String?
  /// The address to listen on.
  public var listen: String
  /// The public origin of the server, such as `https://zhitu.example`; `nil`: names of this
  /// machine.
  public var origin: String?
  /// The trusted proxy, whose `X-Forwarded-For` is believed.
  public var proxy: String?
  /// The hosts from which control lines may be fetched where a page names the address; with accounts none by
  /// default. The person of a machine without accounts may name any.
  public var lineHosts: [String] = []
  /// From one escalation of what is overdue to the next; `nil`: none, as nobody else waits at a workspace of
  /// one person.
  public var escalation: Duration?
  /// From one look at whether the library of potential is out of date to the next; `nil`: it is renewed by
  /// people alone.
  public var renewal: Duration?

  /// One person on 127.0.0.1.
  public static let local = AccessSettings(uncheckedProfile: nil)

  private init(uncheckedProfile profile: String?) {
    self.profile = profile
    listen = "127.0.0.1"
  }

  /// - Throws: Diagnostics `service.listen` for an address that is open to others without accounts or
  ///   without TLS in front, `service.public-origin`.
  public init(
    profile: String?, listen: String = "127.0.0.1", origin: String? = nil, proxy: String? = nil
  ) throws {
    self.profile = profile
    self.listen = listen
    self.origin = origin?.lowercased()
    self.proxy = proxy
    guard profile != nil || (AccessSettings.isLoopback(listen) && origin == nil && proxy == nil)
    else {
      throw Diagnostic(
        code: "service.listen",
        Localized(
          zh: "没有账号时只能监听 127.0.0.1。",
          en: "Without accounts the server listens on 127.0.0.1 only."),
        remedy: Localized(zh: "加 --accounts。", en: "Add --accounts."))
    }
    if let origin = self.origin {
      guard let url = URL(string: origin), let scheme = url.scheme, url.host != nil,
        ["https", "http"].contains(scheme), url.path.isEmpty, url.query == nil, url.user == nil
      else {
        throw Diagnostic(
          code: "service.public-origin",
          Localized(zh: "“\(origin)”不是网站的来源。", en: "‘\(origin)’ is not the origin of a site."),
          remedy: Localized(zh: "写成 https://主机[:端口]。", en: "Write https://host[:port]."))
      }
    }
    let isProtected = self.origin?.hasPrefix("https://") ?? false
    guard AccessSettings.isLoopback(listen) || isProtected else {
      throw Diagnostic(
        code: "service.listen",
        Localized(
          zh: "对外监听须由带 TLS 的反向代理转发，并给出 --origin https://…。",
          en: "To listen for others, put a reverse proxy with TLS in front and name its origin."),
        remedy: Localized(
          zh: "见 Deploy/nginx.conf。", en: "See Deploy/nginx.conf."))
    }
  }

  var hasAccounts: Bool { profile != nil }

  /// Whether browsers reach the server only through TLS.
  var isSecure: Bool { origin?.hasPrefix("https://") ?? false }

  /// `__Host-` ties a cookie to TLS, this host and no other (RFC 6265bis, section 4.1.3.2).
  var cookieName: String { isSecure ? "__Host-zhitu" : "zhitu" }

  /// The host that requests must name, where it is fixed.
  var publicHost: String? {
    origin.map { String($0.drop { $0 != "/" }.drop { $0 == "/" }) }
  }

  /// The address of the sender: that of the connection, or the one that the trusted proxy names.
  /// The header of any other sender is not trusted.
  package func address(peer: String?, forwardedFor: String?) -> String {
    let peer = peer ?? "local"
    guard let proxy, peer == proxy, let forwardedFor else { return peer }
    let last = forwardedFor.split(separator: ",").last.map {
      $0.trimmingCharacters(in: .whitespaces)
    }
    guard let last, (2...45).contains(last.utf8.count),
      last.allSatisfy({ $0.isHexDigit || $0 == "." || $0 == ":" })
    else { return peer }
    return last
  }

  private static func isLoopback(_ address: String) -> Bool {
    ["127.0.0.1", "::1", "localhost"].contains(address)
  }
}
