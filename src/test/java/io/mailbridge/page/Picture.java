package io.mailbridge.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailbridge.support.Browser;
import io.mailbridge.support.ClassPath;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;

/**
 * What the browser shows, as a file of target/console, small enough for the docs: at most 256 colours, the most frequent ones.
 * With -Dpictures=true also the one that the docs show.
 */
final class Picture {
    private static final int COLOURS = 256;
    private static final long LARGEST = 150_000;

    private Picture() {}

    static boolean isForDocs() {
        return Boolean.getBoolean("pictures");
    }

    static void take(Browser browser, String name) {
        Path root = ClassPath.projectRoot();
        Path file = root.resolve("target/console").resolve(name + ".png");
        try {
            Files.createDirectories(file.getParent());
            browser.run("document.documentElement.style.scrollbarWidth = 'none'");
            browser.screenshot(file);
            ImageIO.write(reduced(ImageIO.read(file.toFile())), "png", file.toFile());
            assertThat(Files.size(file)).as(file.toString()).isLessThan(LARGEST);
            if (isForDocs()) {
                Files.copy(
                        file, root.resolve("docs/images").resolve(name + ".png"), StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static BufferedImage reduced(BufferedImage image) {
        int[] pixels = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
        Map<Integer, Integer> counts = new HashMap<>();
        for (int pixel : pixels) {
            counts.merge(pixel & 0xFFFFFF, 1, Integer::sum);
        }
        List<Integer> palette = counts.entrySet().stream()
                .sorted(Map.Entry.<Integer, Integer>comparingByValue().reversed())
                .limit(COLOURS)
                .map(Map.Entry::getKey)
                .toList();
        Map<Integer, Integer> index = counts.keySet().stream()
                .collect(Collectors.toMap(colour -> colour, colour -> nearest(palette, colour)));
        int[] colours = palette.stream().mapToInt(Integer::intValue).toArray();
        IndexColorModel model =
                new IndexColorModel(8, colours.length, colours, 0, false, -1, java.awt.image.DataBuffer.TYPE_BYTE);
        BufferedImage result =
                new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_BYTE_INDEXED, model);
        for (int i = 0; i < pixels.length; i++) {
            result.getRaster()
                    .setSample(i % image.getWidth(), i / image.getWidth(), 0, index.get(pixels[i] & 0xFFFFFF));
        }
        return result;
    }

    private static int nearest(List<Integer> palette, int colour) {
        int exact = palette.indexOf(colour);
        return exact >= 0
                ? exact
                : palette.indexOf(palette.stream()
                        .min(Comparator.comparingInt(other -> distance(colour, other)))
                        .orElseThrow());
    }

    private static int distance(int one, int other) {
        int sum = 0;
        for (int shift = 0; shift <= 16; shift += 8) {
            int difference = (one >> shift & 0xFF) - (other >> shift & 0xFF);
            sum += difference * difference;
        }
        return sum;
    }
}
