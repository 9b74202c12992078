package org.lexicore.simulator.dram;

import java.util.Arrays;

/**
 * Requests that wait for their turn, by bank and age. For each bank it knows the oldest request of the open row and the oldest
 * of another: no others can be next.
 */
final class RequestQueue {
  /** In place of a request's number: there is none. */
  static final long NONE = Long.MAX_VALUE;

  private final int capacity;
  private final Device device;
  private final Request[] oldest;
  private final Request[] hit;
  private final Request[] other;

  /** By bank: number of {@link #hit} and of {@link #other}, or {@link #NONE}; they are looked at for every command. */
  final long[] hitNumber;

  final long[] otherNumber;
  private int size;

  RequestQueue(int capacity, int banks, Device device) {
    this.capacity = capacity;
    this.device = device;
    oldest = new Request[banks];
    hit = new Request[banks];
    other = new Request[banks];
    hitNumber = new long[banks];
    Arrays.fill(hitNumber, NONE);
    otherNumber = hitNumber.clone();
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
    hitNumber[bank] = NONE;
    otherNumber[bank] = NONE;
    for (Request request = oldest[bank]; request != null; request = request.younger) {
      sort(request);
    }
  }

  /** Takes {@code request}, after all older ones, into account. */
  private void sort(Request request) {
    int bank = request.bank;
    boolean hits = request.row == device.row[bank];
    Request[] first = hits ? hit : other;
    if (first[bank] == null) {
      first[bank] = request;
      (hits ? hitNumber : otherNumber)[bank] = request.number;
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
