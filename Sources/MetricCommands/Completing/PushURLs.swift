internal import Push

/// The beginnings of the URLs that `push` takes.
enum PushURLs {
  static var candidates: [Candidate] {
    PushTarget.beginnings.map { Candidate(text: $0.url, note: $0.form, isOpen: true) }
  }
}
