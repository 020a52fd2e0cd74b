package dev.migrationsentry.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.migrationsentry.ledger.Checksums.Form;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Checksums of the text "select 1;" and a line feed, computed by sha256sum and its like; the
/// signed number is what Flyway records for it.
final class ChecksumsTest {
  private static final String TEXT = "select 1;\n";

  private static final String SHA_256 =
      "4a45092ccf992ea92250053a80b931b787924ba61648f420555511b84f10ab6c";

  @Test
  void anotherContentHasNoMatch() {
    assertThat(Checksums.of(SHA_256, bytes("select 2;\n"))).isNull();
  }

  @Test
  void theFormOfTheFileIsFound() {
    String marked = "\ufeff" + TEXT.replace("\n", "\r\n");
    String recorded = SHA_256;
    assertThat(Checksums.of(recorded, bytes(TEXT)))
        .isEqualTo(new Checksums.Match("SHA-256", Form.AS_IS));
    assertThat(Checksums.of("sha256:" + recorded, bytes(marked)))
        .isEqualTo(new Checksums.Match("SHA-256", Form.LINE_FEEDS));
    assertThat(Checksums.of("\\x" + recorded, bytes("\ufeff" + TEXT)))
        .isEqualTo(new Checksums.Match("SHA-256", Form.WITHOUT_MARK));
  }

  @ParameterizedTest
  @CsvSource({
    "005c6eb7364156e6b0d158d8b2767a24f1ce6611, SHA-1",
    "0642f7fde5adc5e6e9464d9434c1887b, MD5",
    "732dd6fa554ee7cf2b12caa7de486d35b60326cbb0fadccc7c537fb9750917e293550610ebffcbd185284ce99600a267, SHA-384",
    "ab290eb4c1f6e10ef89c4d95c1ede4471c4cad69, SHA-1 of git",
    "-690524359, CRC32 of its lines",
    "1829001716, CRC32",
    "6d0459f4, CRC32",
    "4a45092ccf992ea9, SHA-256",
    "SkUJLM+ZLqkiUAU6gLkxt4eSS6YWSPQgVVURuE8Qq2w=, SHA-256",
    "BkL3/eWtxebpRk2UNMGIew==, MD5",
    "70db90b97d06973e270ff05f61767ebc5ab75f24, SHA-1 of the file's name and its content"
  })
  void theAlgorithmIsFound(String recorded, String algorithm) {
    assertThat(Checksums.of(recorded, "1_one.sql", bytes(TEXT)))
        .isEqualTo(new Checksums.Match(algorithm, Form.AS_IS));
  }

  @Test
  void graphileMigrateTakesTheOneBeforeIn() {
    String text =
        "--! Previous: sha1:abababababababababababababababababababab\n--! Hash: sha1:0\n\n" + TEXT;
    assertThat(Checksums.of("sha1:2fe447ab9123e6010340a74d947aa0e04c21988c", bytes(text)))
        .isEqualTo(new Checksums.Match("SHA-1 of the one before it and its body", Form.AS_IS));
  }

  @Test
  void aFewEqualDigitsAreChance() {
    assertThat(Checksums.of("4a45092", bytes(TEXT))).isNull();
    assertThat(Checksums.of("", bytes(TEXT))).isNull();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
