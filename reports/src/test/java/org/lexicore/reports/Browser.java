package org.lexicore.reports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Opens a page in a headless Chromium, and looks at it as it is laid out.
 *
 * @param probe what {@code probe.js} found
 * @param console what the page's scripts said, errors among it
 */
record Browser(JsonNode probe, List<String> console) {
  private static final int PATIENCE_SECONDS = 240;
  private static final Pattern PROBE = Pattern.compile("data-probe=\"([^\"]*)\"");

  /** Opens {@code page}, in dark colours if {@code dark}; {@code folder} is for its files. */
  static Browser open(String page, boolean dark, Path folder) throws Exception {
    return open(page, List.of("--window-size=1250,900", "--blink-settings=preferredColorScheme=" + (dark ? 0 : 1)), folder);
  }

  /** Opens {@code page} on a phone: 390 pixels wide, in a frame, since no window of Chromium is so narrow. */
  static Browser onPhone(String page, Path folder) throws Exception {
    String inner = probed(page).replace("&", "&amp;").replace("\"", "&quot;");
    return show("<!DOCTYPE html><body><iframe style=\"width: 390px; height: 844px; border: 0\" srcdoc=\"" + inner + "\"></iframe><script>"
        + "const inner = document.querySelector('iframe'); inner.onload = () => document.body.dataset.probe = inner.contentDocument.body.dataset.probe;"
        + "</script></body>", List.of("--hide-scrollbars", "--blink-settings=preferredColorScheme=1"), folder);
  }

  /** Lays {@code page} out as it is on landscape A4 paper with its margins: 273 mm at 96 pixels an inch. */
  static Browser onPaper(String page, Path folder) throws Exception {
    return open(page.replace("@media print", "@media all"), List.of("--window-size=1032,700", "--blink-settings=preferredColorScheme=0"), folder);
  }

  private static Browser open(String page, List<String> settings, Path folder) throws Exception {
    return show(probed(page), settings, folder);
  }

  private static String probed(String page) throws Exception {
    return page.replace("</body>", "<script>" + script() + "</script></body>");
  }

  private static Browser show(String html, List<String> settings, Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("page.html"), html);
    Path log = folder.resolve("browser.log");
    List<String> arguments = new ArrayList<>(settings);
    arguments.addAll(List.of("--dump-dom", file.toUri().toString()));
    String dom = run(folder, log, arguments);
    Matcher probe = PROBE.matcher(dom);
    if (!probe.find()) {
      throw new AssertionError("the page's scripts did not run to their end:\n" + Files.readString(log));
    }
    String json = probe.group(1).replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&nbsp;", "\u00a0").replace("&amp;", "&");
    return new Browser(new ObjectMapper().readTree(json), Files.readAllLines(log).stream().filter(line -> line.contains("CONSOLE")).toList());
  }

  /** Prints {@code page}; returns the file. */
  static Path print(String page, Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("page.html"), page);
    Path printed = folder.resolve("page.pdf");
    run(folder, folder.resolve("browser.log"), List.of("--print-to-pdf=" + printed, "--no-pdf-header-footer", file.toUri().toString()));
    return printed;
  }

  /** A missing Chromium is an error, as a missing Verilator is: nothing would have been looked at. */
  private static String run(Path folder, Path log, List<String> arguments) throws Exception {
    // As root, which runs in containers do, Chromium has no sandbox.
    List<String> command = new ArrayList<>(List.of("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--enable-logging=stderr",
        "--user-data-dir=" + folder.resolve("profile")));
    command.addAll(arguments);
    Path dom = folder.resolve("dom.html");
    Process process = new ProcessBuilder(command).redirectError(log.toFile()).redirectOutput(dom.toFile()).start();
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new AssertionError("Chromium did not show the page:\n" + Files.readString(log));
      }
    } finally {
      process.destroyForcibly();
    }
    return Files.readString(dom);
  }

  private static String script() throws Exception {
    try (InputStream in = Browser.class.getResourceAsStream("probe.js")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
