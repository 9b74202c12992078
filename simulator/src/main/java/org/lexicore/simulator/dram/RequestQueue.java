package org.lexicore.simulator.dram;

/**
 * Requests that wait for their turn, by bank and age. For each bank it knows the oldest request of the open row and the oldest of another:
 * no others can be next.
 */
final class RequestQueue {
  private final int capacity;
  private final Device device;
  private final Request[] oldest;
  private final Request[] hit;
  private final Request[] other;
  private int size;

  RequestQueue(int capacity, int banks, Device device) {
    this.capacity = capacity;
    this.device = device;
    oldest = new Request[banks];
    hit = new Request[banks];
    other = new Request[banks];
  }

  int size() {
    return size;
  }

  int capacity() {
    return capacity;
  }

  boolean full() {
    return size == capacity;
  }

  /** The oldest request of the open row of {@code bank}, or null. */
  Request hit(int bank) {
    return hit[bank];
  }

  /** The oldest request of {@code bank} that wants a row which isn't open, or null. */
  Request other(int bank) {
    return other[bank];
  }

  void add(Request request) {
    size++;
    int bank = request.bank;
    if (oldest[bank] == null) {
      oldest[bank] = request;
    } else {
      Request last = oldest[bank];
      while (last.younger != null) {
        last = last.younger;
      }
      last.younger = request;
    }
    sort(request);
  }

  void remove(Request request) {
    size--;
    int bank = request.bank;
    if (oldest[bank] == request) {
      oldest[bank] = request.younger;
    } else {
      Request before = oldest[bank];
      while (before.younger != request) {
        before = before.younger;
      }
      before.younger = request.younger;
    }
    request.younger = null;
    rowChanged(bank);
  }

  /** Another row of {@code bank} is open than before, or none. */
  void rowChanged(int bank) {
    hit[bank] = null;
    other[bank] = null;
    for (Request request = oldest[bank]; request != null; request = request.younger) {
      sort(request);
    }
  }

  /** Takes {@code request}, after all older ones, into account. */
  private void sort(Request request) {
    Request[] first = request.row == device.row[request.bank] ? hit : other;
    if (first[request.bank] == null) {
      first[request.bank] = request;
    }
  }

  /** Whether access {@code line}, in {@code bank}, is among them. */
  boolean holds(int bank, long line) {
    for (Request request = oldest[bank]; request != null; request = request.younger) {
      if (request.line == line) {
        return true;
      }
    }
    return false;
  }
}
