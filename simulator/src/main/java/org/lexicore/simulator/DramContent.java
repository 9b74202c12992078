package org.lexicore.simulator;

/** The bytes behind the AXI bus: the whole 32-bit address space, zero where nothing was written. */
public final class DramContent {
  private static final int PAGE_BITS = 16;
  private static final int PAGE = 1 << PAGE_BITS;

  private final byte[][] pages = new byte[1 << (32 - PAGE_BITS)][];

  /** The page of {@code address}, to be read or written at {@link #offset}. An AXI word never crosses a page. */
  byte[] page(int address) {
    int number = address >>> PAGE_BITS;
    if (pages[number] == null) {
      pages[number] = new byte[PAGE];
    }
    return pages[number];
  }

  static int offset(int address) {
    return address & (PAGE - 1);
  }

  /** Writes {@code bytes} from {@code address} on. */
  public void write(int address, byte[] bytes) {
    for (int done = 0; done < bytes.length; ) {
      int at = address + done;
      int count = Math.min(bytes.length - done, PAGE - offset(at));
      System.arraycopy(bytes, done, page(at), offset(at), count);
      done += count;
    }
  }

  /** The {@code length} bytes from {@code address} on. */
  public byte[] read(int address, int length) {
    byte[] bytes = new byte[length];
    for (int done = 0; done < length; ) {
      int at = address + done;
      int count = Math.min(length - done, PAGE - offset(at));
      System.arraycopy(page(at), offset(at), bytes, done, count);
      done += count;
    }
    return bytes;
  }
}
