package org.lexicore.reports;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.lexicore.model.InputException;
import org.lexicore.model.result.Timeline;

/** Writes and reads {@code timeline.json}, which {@code docs/results.md} explains. */
public final class TimelineFile {
  /** Name of the file in an output folder. */
  public static final String NAME = "timeline.json";

  private static final int SCHEMA = 1;

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .build();

  /** The file's content. */
  private record Content(int schema, long from, long to, List<Timeline.Unit> units) {}

  private TimelineFile() {}

  /** Writes {@code timeline} into {@code folder}, an interval a line. */
  public static void write(Timeline timeline, Path folder) throws IOException {
    DefaultIndenter lines = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer = new DefaultPrettyPrinter()
        .withObjectIndenter(new DefaultPrettyPrinter.FixedSpaceIndenter()).withArrayIndenter(lines);
    Files.writeString(folder.resolve(NAME),
        JSON.writer(printer).writeValueAsString(new Content(SCHEMA, timeline.from(), timeline.to(), timeline.units())) + "\n");
  }

  /**
   * Reads the timeline in {@code folder}, if there is one.
   *
   * @throws InputException if it is not one of this schema
   */
  public static Optional<Timeline> read(Path folder) {
    Path file = folder.resolve(NAME);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      Content content = JSON.readValue(file.toFile(), Content.class);
      if (content.schema == SCHEMA && content.units != null && content.to > content.from) {
        return Optional.of(new Timeline(content.from, content.to, content.units));
      }
      throw foreign(file);
    } catch (JacksonException e) {
      throw foreign(file);
    } catch (IOException e) {
      throw new InputException(file + ": cannot be read");
    }
  }

  private static InputException foreign(Path file) {
    return new InputException(file + ": is no timeline of schema " + SCHEMA
        + "; run `lexicore simulate --timeline` again to write it");
  }
}
