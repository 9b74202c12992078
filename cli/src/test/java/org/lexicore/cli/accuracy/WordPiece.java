package org.lexicore.cli.accuracy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** BERT's tokeniser for unaccented text: lower case, punctuation apart, then the longest pieces that the vocabulary knows. */
final class WordPiece {
  private static final Pattern WORD = Pattern.compile("\\p{Punct}|[^\\s\\p{Punct}]+");

  private final JsonNode vocabulary;

  /** A tokeniser with the vocabulary of a tokenizer.json of Hugging Face. */
  WordPiece(byte[] json) {
    try {
      vocabulary = new ObjectMapper().readTree(json).at("/model/vocab");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Numbers of the pieces of {@code text}, between those of [CLS] and [SEP]. */
  List<Integer> tokens(String text) {
    List<Integer> tokens = new ArrayList<>(List.of(number("[CLS]")));
    WORD.matcher(text.toLowerCase(Locale.ROOT)).results().forEach(word -> tokens.addAll(pieces(word.group())));
    tokens.add(number("[SEP]"));
    return tokens;
  }

  private List<Integer> pieces(String word) {
    List<Integer> pieces = new ArrayList<>();
    int from = 0;
    while (from < word.length()) {
      int to = word.length();
      while (to > from && !vocabulary.has(piece(word, from, to))) {
        to--;
      }
      if (to == from) {
        return List.of(number("[UNK]"));
      }
      pieces.add(number(piece(word, from, to)));
      from = to;
    }
    return pieces;
  }

  private static String piece(String word, int from, int to) {
    return (from == 0 ? "" : "##") + word.substring(from, to);
  }

  private int number(String piece) {
    return vocabulary.required(piece).intValue();
  }
}
