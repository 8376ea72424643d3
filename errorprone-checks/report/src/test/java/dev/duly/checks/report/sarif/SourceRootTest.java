/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.report.sarif;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duly.checks.report.sarif.SourceRoot.Place;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceRootTest {
  @ParameterizedTest
  @CsvSource({
    "/home/ann/shop, src/A.java, src/A.java",
    "/home/ann/shop, /home/ann/shop/src/A.java, src/A.java",
    "/home/ann/shop/, ./src/../A.java, A.java",
    "/, /src/A.java, src/A.java",
    "C:\\shop, C:\\shop\\src\\A.java, src/A.java",
    "C:\\shop, /c:/Shop/src/A.java, src/A.java",
    "C:\\, C:\\src\\A.java, src/A.java",
    "/home/ann, /home/ann/a b/ü%[1]#?.java, a%20b/%C3%BC%25%5B1%5D%23%3F.java",
    "/home/ann, /home/ann/C:x/A.java, C%3Ax/A.java",
  })
  void belowTheRoot(String root, String path, String uri) {
    assertThat(new SourceRoot(root).locate(path)).isEqualTo(new Place(uri, true));
  }

  @ParameterizedTest
  @CsvSource({
    "/home/ann/shop, /home/ann/shopping/A.java, file:///home/ann/shopping/A.java",
    "/home/ann/shop, ../A.java, file:///home/ann/A.java",
    "/home/ann/shop, /Home/ann/shop/A.java, file:///Home/ann/shop/A.java",
    "C:\\shop, D:\\shop\\A.java, file:///D:/shop/A.java",
    "/home/ann, C:\\a b\\A.java, file:///C:/a%20b/A.java",
  })
  void elsewhere(String root, String path, String uri) {
    assertThat(new SourceRoot(root).locate(path)).isEqualTo(new Place(uri, false));
  }
}
