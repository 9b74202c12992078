package org.lexicore.reports.study;

import org.lexicore.reports.RecordJson;

/** {@code study.json}: the same bytes for the same study. */
public final class StudyFiles {
  /** Name of the file in an output folder. */
  public static final String STUDY = "study.json";

  private StudyFiles() {}

  /** The text of {@code study.json}. */
  public static String json(Study study) {
    return RecordJson.text(study);
  }
}
