// @ts-check
import { learnOrigins } from "../../origins/origins.js";

// The answers of the map to questions in plain words.
learnOrigins({
  "ask.found": {
    title: ["查到的图斑和面积", "Patches found"],
    text: [
      "该期调查里满足问题全部条件的图斑个数与椭球面积之和（0.01 m² 整数相加）；图斑整个计入，不按条件切开。",
      "The patches of the survey that meet every condition, and the sum of their ellipsoidal areas (whole 0.01 m²); patches count whole and are not cut.",
    ],
    from: ["GET /api/v1/answer"],
  },
  "ask.patches": {
    title: ["分组图斑数", "Patches by group"],
    text: [
      "查到的图斑按村、乡镇或地类（问题未说明时按地类）分组的个数，面积大的在前。",
      "The patches found by village, town or class (by class where nothing was asked), the largest area first.",
    ],
    from: ["GET /api/v1/answer"],
  },
  "ask.area": {
    title: ["分组面积", "Area by group"],
    text: [
      "该组图斑的椭球面积之和，换算成亩；各组之和等于上面的总面积。",
      "The ellipsoidal areas of the patches of the group in mu; the groups sum up to the area above.",
    ],
    from: ["GET /api/v1/answer"],
  },
  "ask.undecided": {
    title: ["无法判定的图斑", "Undecidable patches"],
    text: [
      "其余条件都满足、但没有登记某个条件所需的值（如坡度、等别）的图斑，不计入查到的数。",
      "Patches that meet everything else but lack a value that a condition needs, such as slope or grade; they are not among those found.",
    ],
    from: ["GET /api/v1/answer"],
  },
  "ask.shown": {
    title: ["图上画出的图斑", "Patches on the map"],
    text: [
      "随答案送来图形的图斑数：面积最大的，至多 2000 个；上面的个数和面积含全部。",
      "The patches that came with their shape: the largest, at most 2000; the figures above hold all.",
    ],
    from: ["GET /api/v1/answer"],
  },
  "ask.question": {
    title: ["问题里的数", "Figures of the question"],
    text: [
      "您在问题里写的年度、界限和单位，按程序理解的说法重述；以及答案须说明的口径。",
      "The epoch, limits and units of your question as the program understood them, and what has to be said about the answer.",
    ],
    from: ["GET /api/v1/answer"],
  },
  "ask.fault": {
    title: ["没有听懂的部分", "What was not understood"],
    text: [
      "服务器没有听懂或不能回答的部分，照您的原话或可用的说法列出；没有查出任何数。",
      "What the server did not understand or cannot answer, in your words or those that it knows; nothing was counted.",
    ],
  },
});
