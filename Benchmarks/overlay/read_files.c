// Reads every feature and its geometry from vector files through GDAL, and does nothing with them:
// what it costs merely to read. Each feature is dropped at once; with --keep as the first argument
// all stay in memory until the end. Prints the number of features and the version of GDAL.

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <gdal.h>
#include <ogr_api.h>

static OGRFeatureH *kept;
static long kept_count;

static int keep(OGRFeatureH feature) {
  // Grown at every power of two.
  if ((kept_count & (kept_count - 1)) == 0) {
    size_t room = kept_count == 0 ? 1 : 2 * (size_t)kept_count;
    OGRFeatureH *larger = realloc(kept, room * sizeof *kept);
    if (larger == NULL) return 0;
    kept = larger;
  }
  kept[kept_count++] = feature;
  return 1;
}

static long read_file(const char *path, int keeps) {
  GDALDatasetH file = GDALOpenEx(path, GDAL_OF_VECTOR | GDAL_OF_READONLY, NULL, NULL, NULL);
  if (file == NULL) return -1;
  long with_geometry = 0;
  for (int index = 0; index < GDALDatasetGetLayerCount(file); index++) {
    OGRLayerH layer = GDALDatasetGetLayer(file, index);
    OGR_L_ResetReading(layer);
    OGRFeatureH feature;
    while ((feature = OGR_L_GetNextFeature(layer)) != NULL) {
      if (OGR_F_GetGeometryRef(feature) != NULL) with_geometry++;
      if (!keeps)
        OGR_F_Destroy(feature);
      else if (!keep(feature))
        return -1;
    }
  }
  // Kept features refer to the layer of their file, which the end of the program closes.
  if (!keeps) GDALClose(file);
  return with_geometry;
}

int main(int count, char **arguments) {
  GDALAllRegister();
  long features = 0;
  int keeps = count > 1 && strcmp(arguments[1], "--keep") == 0;
  for (int index = 1 + keeps; index < count; index++) {
    long read = read_file(arguments[index], keeps);
    if (read < 0) {
      fprintf(stderr, "read_files: cannot open %s\n", arguments[index]);
      return 1;
    }
    features += read;
  }
  printf("{\"features\": %ld, \"gdal\": \"%s\"}\n", features, GDALVersionInfo("RELEASE_NAME"));
  return 0;
}
