"""Reads a UCDP GED table, joins its points to the shipped first-level regions, writes GeoJSON.

usage: geopandas_join.py TABLE REGIONS OUT
"""
import sys

import geopandas
import pandas

table, regions, out = sys.argv[1:]
rows = pandas.read_csv(table, low_memory=False)
rows["latitude"] = pandas.to_numeric(rows["latitude"], errors="coerce")
rows["longitude"] = pandas.to_numeric(rows["longitude"], errors="coerce")
points = geopandas.GeoDataFrame(
    rows, geometry=geopandas.points_from_xy(rows["longitude"], rows["latitude"]), crs=4326)
areas = geopandas.read_file(regions)[["id", "name", "country_name", "geometry"]]
joined = points.sjoin(areas, how="left", lsuffix="ged", rsuffix="region")
joined.to_file(out, driver="GeoJSON")
