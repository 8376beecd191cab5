internal import CLinux
internal import Glibc
package import MetricModel
internal import Synchronization

/// A socket on which datagrams are received: UDP, or a socket in the file system.
///
/// One thread runs `run`; any other may end it with `stop`. The socket is closed, and its file taken
/// away, when the value goes. udp(7), unix(7).
package final class DatagramReceiver: Sendable {
  /// Where it listens: `127.0.0.1:8125`, `[::1]:8125` or `unixgram:/run/metricctl.sock`.
  package let address: String
  private let descriptor: CInt
  private let file: SocketFile?
  private let wakeUp: WakeUp
  private let isStopping = Atomic<Bool>(false)

  /// What is asked for; the kernel doubles it, to account for its own needs.
  private static let bufferBytes: CInt = 16 << 20
  /// The kernel needs more than 512 bytes for a datagram of whatever size.
  private static let mostBuffered = Int(bufferBytes) * 2 / 512

  /// Takes a socket over, which is closed if that fails.
  init(adopting descriptor: CInt, file: SocketFile?) throws(MetricError) {
    self.descriptor = descriptor
    self.file = file
    do throws(MetricError) {
      wakeUp = try WakeUp()
    } catch {
      file?.remove()
      close(descriptor)
      throw error
    }
    address = NetworkAddress(of: descriptor)?.text(scheme: "unixgram") ?? "unknown"
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    Self.enlargeBuffer(of: descriptor)
  }

  deinit {
    file?.remove()
    close(descriptor)
  }

  /// Asks for as large a buffer as may be had: socket(7).
  ///
  /// A datagram of one line takes most of a KiB of it. More than the limit in
  /// /proc/sys/net/core/rmem_max is given to a process with CAP_NET_ADMIN only.
  private static func enlargeBuffer(of descriptor: CInt) {
    var bytes = bufferBytes
    let length = socklen_t(MemoryLayout<CInt>.size)
    if setsockopt(descriptor, SOL_SOCKET, FORCED_RECEIVE_BUFFER, &bytes, length) != 0 {
      setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &bytes, length)
    }
  }

  /// How many datagrams the kernel has thrown away because the buffer was full.
  ///
  /// It counts to 2^32 and begins at 0 again. SO_MEMINFO tells it at any time; SO_RXQ_OVFL would
  /// only with the next datagram that does come through.
  package var dropped: UInt32 {
    var numbers: InlineArray<9, UInt32> = .init(repeating: 0)
    var length = socklen_t(MemoryLayout.size(ofValue: numbers))
    let result = getsockopt(descriptor, SOL_SOCKET, SOCKET_MEMORY, &numbers, &length)
    return result == 0 && length == MemoryLayout.size(ofValue: numbers) ? numbers[8] : 0
  }

  /// Hands over what is received until `stop` is called, and then what is in the buffer by that time.
  ///
  /// What still comes in meanwhile is taken too, until as many were as the buffer can hold. A failure
  /// to receive is told of, and receiving goes on.
  package func run(_ take: (DatagramBatch) -> Void, failed: (MetricError) -> Void) {
    let batch = DatagramBatch()
    while !isStopping.load(ordering: .acquiring) {
      let number = batch.receive(from: descriptor)
      if batch.count > 0 { take(batch) }
      if number != 0, number != EAGAIN {
        failed(.failure(.receive, errno: number, path: address))
        _ = wakeUp.came(within: 0.1)
      } else if batch.count < DatagramBatch.capacity {
        wait()
      }
    }
    var left = Self.mostBuffered
    while left > 0, batch.receive(from: descriptor) == 0, batch.count > 0 {
      take(batch)
      left -= batch.count
    }
  }

  /// Waits for a datagram or for `stop`: poll(2).
  private func wait() {
    var wanted = (pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0), wakeUp.polled)
    withUnsafeMutableBytes(of: &wanted) { bytes in
      _ = poll(bytes.bindMemory(to: pollfd.self).baseAddress, 2, -1)
    }
  }

  /// Makes `run` return.
  package func stop() {
    isStopping.store(true, ordering: .releasing)
    wakeUp.send()
  }
}
