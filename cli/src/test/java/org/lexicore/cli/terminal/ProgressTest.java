package org.lexicore.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** Does whoever watches see what lasts, and nothing else? */
@ResourceLock(Resources.SYSTEM_ERR)
class ProgressTest {
  private static final Duration PATIENCE = Duration.ofMillis(100);
  private static final long LONG = 1500;

  private final ByteArrayOutputStream text = new ByteArrayOutputStream();
  private final PrintStream before = System.err;

  @BeforeEach
  void listen() {
    System.setErr(new PrintStream(text, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void restore() {
    System.setErr(before);
  }

  private String shown() {
    return text.toString(StandardCharsets.UTF_8);
  }

  @Test
  void oneLongStepIsShownWhileItLasts() throws Exception {
    try (Progress progress = Progress.of("mapping", 1, true, PATIENCE)) {
      Thread.sleep(LONG);
      assertTrue(shown().contains("mapping"), shown());
      progress.step();
    }
    assertTrue(shown().contains("100%"), shown());
  }

  @Test
  void whatIsDoneSoonIsNotShown() throws Exception {
    try (Progress progress = Progress.of("mapping", 1, true, Duration.ofMillis(LONG / 2))) {
      progress.step();
    }
    Thread.sleep(LONG);
    assertEquals("", shown());
  }

  @Test
  void nothingIsShownWhereNobodyWatches() throws Exception {
    try (Progress progress = Progress.of("mapping", 1, false, PATIENCE)) {
      Thread.sleep(LONG);
      progress.step();
    }
    assertEquals("", shown());
  }

  @Test
  void workWithinWorkHasNoBarOfItsOwn() throws Exception {
    try (Progress outer = Progress.of("studying", 2, true, PATIENCE)) {
      try (Progress inner = Progress.of("mapping", 1, true, PATIENCE)) {
        Thread.sleep(LONG);
        inner.step();
      }
      outer.step();
    }
    assertTrue(shown().contains("studying"), shown());
    assertFalse(shown().contains("mapping"), shown());
    try (Progress next = Progress.of("simulating", 1, true, PATIENCE)) {
      Thread.sleep(LONG);
      next.step();
    }
    assertTrue(shown().contains("simulating"), shown());
  }
}
