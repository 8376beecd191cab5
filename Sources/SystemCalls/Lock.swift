internal import CLinux

#if THREAD_SANITIZER
  internal import Synchronization
#else
  package import Synchronization
#endif

/// A value that one thread at a time may use: the standard library's `Mutex`.
///
/// ThreadSanitizer does not see that `Mutex` locks, since the standard library is not built for it,
/// and takes every use of the value for a race. A build with THREAD_SANITIZER defined, as
/// `make test-threads` makes it, has the same lock and tells it when one thread's use ends and
/// another's begins.
#if !THREAD_SANITIZER
  package typealias Lock<Value: ~Copyable> = Mutex<Value>
#else
  package struct Lock<Value: ~Copyable>: ~Copyable, Sendable {
    private let mutex: Mutex<Value>
    private let mark = Mark()

    /// An object for its address.
    private final class Mark: Sendable {
      var address: UnsafeMutableRawPointer { Unmanaged.passUnretained(self).toOpaque() }
    }

    package init(_ value: consuming sending Value) { mutex = Mutex(value) }

    package borrowing func withLock<Result: ~Copyable, Failure>(
      _ body: (inout sending Value) throws(Failure) -> sending Result
    ) throws(Failure) -> sending Result {
      try mutex.withLock { (value: inout sending Value) throws(Failure) -> sending Result in
        __tsan_acquire(mark.address)
        defer { __tsan_release(mark.address) }
        return try body(&value)
      }
    }
  }
#endif
